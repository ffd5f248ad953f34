"""Runs the shell steps of a composite action as GitHub's runner does: run-action.py ACTION FOLDER [INPUT=VALUE...]

FOLDER stands for the runner's temporary folder; what the steps say to the runner lies there (summary.md, and a file of outputs
for each step). Steps that use another action are named and not run. Expressions: inputs, steps.ID.outputs.NAME, runner.os and
runner.arch. Exit code: that of the first step that fails; 99 where a script's own text has an expression in it, which would
run an input as a program.
"""

import os
import re
import subprocess
import sys

from ruamel.yaml import YAML

EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


def main(file, folder, *words):
    with open(file, encoding="utf-8") as text:
        action = YAML(typ="safe").load(text)
    folder = os.path.abspath(folder)
    known = {"runner.os": "Linux", "runner.arch": "X64"}
    known.update({"inputs." + name: str(given.get("default", "")) for name, given in action["inputs"].items()})
    for word in words:
        name, value = word.split("=", 1)
        if "inputs." + name not in known:
            sys.exit(f"{file} has no input {name}")
        known["inputs." + name] = value

    def evaluated(value):
        return EXPRESSION.sub(lambda found: known[found[1]], str(value))

    summary = os.path.join(folder, "summary.md")
    for number, step in enumerate(action["runs"]["steps"]):
        if "uses" in step:
            print(f"not run here, checked by schema only: {step['uses']} ({step['name']})")
            continue
        if EXPRESSION.search(step["run"]):
            print(f"step '{step['name']}' has an expression in its script")
            return 99
        outputs = os.path.join(folder, f"outputs-{step['id']}")
        script = os.path.join(folder, f"step-{number}.sh")
        with open(script, "w", encoding="utf-8") as text:
            text.write(step["run"])
        open(outputs, "w", encoding="utf-8").close()
        environment = dict(os.environ)
        environment.update(GITHUB_ACTIONS="true", GITHUB_OUTPUT=outputs, GITHUB_STEP_SUMMARY=summary, RUNNER_TEMP=folder)
        environment.update({name: evaluated(value) for name, value in step.get("env", {}).items()})
        # What 'shell: bash' means there.
        code = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", script], env=environment, check=False
        ).returncode
        with open(outputs, encoding="utf-8") as text:
            for line in text:
                name, value = line.rstrip("\n").split("=", 1)
                known[f"steps.{step['id']}.outputs.{name}"] = value
        if code != 0:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

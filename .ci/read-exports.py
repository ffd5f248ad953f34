"""Gives an exported file to another tool's reader and compares what comes back: read-exports.py READER FILE

Exit code 1, with a line, when it is refused or read as something else than what the file says.
"""

import csv
import datetime
import json
import math
import os
import random
import subprocess
import sys
import tempfile


def openmetrics(file):
    """prometheus_client's OpenMetrics parser: every latency is in seconds and has its HELP and TYPE."""
    from prometheus_client.openmetrics.parser import text_string_to_metric_families

    with open(file, encoding="utf-8") as text:
        families = {family.name: family for family in text_string_to_metric_families(text.read())}
    typical = families["squeezebench_typical_latency_seconds"]
    assert typical.type == "gauge" and typical.documentation, typical
    values = [sample.value for sample in typical.samples]
    assert values and all(0 < value < 60 for value in values), values


def junit(file):
    """junitparser: the suite's counts are those of its tests."""
    from junitparser import Error, Failure, JUnitXml, Skipped

    for suite in JUnitXml.fromfile(file):
        results = [type(result) for case in suite for result in case.result]
        assert suite.tests == len(list(suite)) > 0, suite
        assert suite.failures == results.count(Failure), results
        assert suite.errors == results.count(Error), results
        assert suite.skipped == results.count(Skipped), results


def otava(file):
    """Apache Otava on a history of 60 such lines: it finds the step of 5% in the last metric where it is, and no other."""
    with open(file, encoding="utf-8", newline="") as lines:
        header, first = list(csv.reader(lines))[:2]
    columns = [i for i, name in enumerate(header) if name.endswith(" latency_ms")]
    seeded = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "history.csv"), "w", encoding="utf-8", newline="") as history:
            writer = csv.writer(history)
            writer.writerow(header)
            for day in range(60):
                line = list(first)
                start = datetime.datetime.fromisoformat(line[0].replace("Z", "+00:00"))
                line[0] = (start + datetime.timedelta(days=day - 60)).strftime("%Y-%m-%dT%H:%M:%SZ")
                for column in columns:
                    step = 1.05 if day >= 40 and column == columns[-1] else 1
                    line[column] = f"{float(first[column]) * step * (1 + seeded.gauss(0, 0.004)):.4f}"
                writer.writerow(line)
        metrics = "".join(
            f'      m{i}:\n        column: "{header[column]}"\n        direction: -1\n        scale: 1\n'
            for i, column in enumerate(columns)
        )
        with open(os.path.join(folder, "otava.yaml"), "w", encoding="utf-8") as config:
            config.write(
                "tests:\n  t:\n    type: csv\n    file: history.csv\n    time_column: time\n"
                "    attributes: [run, version]\n    metrics:\n" + metrics
            )
        # Its exit code is 0 for a regression, for none and for a missing file: its JSON has to be read.
        out = subprocess.run(
            [os.path.join(os.path.dirname(sys.executable), "otava"), "analyze", "--config-file", "otava.yaml"]
            + ["--output", "json", "-M", "0.01", "t"],
            cwd=folder,
            stdout=subprocess.PIPE,
            check=True,
        ).stdout
    found = [(change["metric"], change["index"]) for point in json.loads(out)["t"] for change in point["changes"]]
    assert found == [(f"m{len(columns) - 1}", 40)], found


def jmh(theirs, file):
    """JMH's own result file, of the same benchmark: every key that it has, with values of its type."""
    with open(file, encoding="utf-8") as ours_text, open(theirs, encoding="utf-8") as theirs_text:
        ours, original = json.load(ours_text), json.load(theirs_text)[0]

    def compare(where, one, other):
        number = isinstance(one, (int, float)) and isinstance(other, (int, float, str))
        # With one sample JMH writes "NaN" for a number.
        assert number or type(one) is type(other), (where, one, other)
        assert not number or math.isfinite(one), (where, one)
        if isinstance(one, dict) and where.rsplit(".", 1)[-1] not in ("params", "scorePercentiles", "secondaryMetrics"):
            assert set(other) <= set(one), (where, sorted(set(other) - set(one)))
            for key in other:
                compare(where + "." + key, one[key], other[key])

    assert ours, "no benchmark"
    for benchmark in ours:
        compare("", benchmark, original)
        raw = benchmark["primaryMetric"]["rawData"]
        assert len(raw) == benchmark["forks"] and all(len(fork) > 0 for fork in raw), raw


def table(file):
    """Python's csv: a header, and as many fields in each line."""
    with open(file, encoding="utf-8", newline="") as lines:
        header, *rows = list(csv.reader(lines, strict=True))
    assert rows and len(set(header)) == len(header), header
    for row in rows:
        assert len(row) == len(header), row
        assert int(row[header.index("median_ns")]) > 0, row


if __name__ == "__main__":
    try:
        globals()[sys.argv[1]](*sys.argv[2:])
    except Exception as refused:  # whatever a reader raises
        sys.exit(f"{sys.argv[1]} refuses {sys.argv[-1]}: {type(refused).__name__} {refused}")

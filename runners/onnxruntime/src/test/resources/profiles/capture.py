"""Captures a profile of the ONNX Runtime that is installed, whole as it was written, and beside it what its operators took by the rules
of docs/profiling.md, read by Python's json:

    pip install onnxruntime==VERSION onnx && python capture.py FOLDER

writes FOLDER/VERSION.json.gz and FOLDER/VERSION.tsv. Five invocations by two threads; the first is a warm-up, and four are reported. The
model has a graph within its graph, a fusion, and a name with all that a writer of JSON has to escape.
"""

import gzip
import json
import os
import sys

import numpy as np
import onnxruntime
from onnx import TensorProto, checker, helper, numpy_helper

ODD = 'enc.1/"Erf"\\<b>\n模型'
REPORTED = 4
# Name and operator; a node of the branch begins after "branch" does.
NODES = {
    "enc.0/MatMul": "MatMul",
    "SkipLayerNormalization": "SkipLayerNormalization",
    "branch": "If",
    "then/MatMul": "MatMul",
    "then/Softmax": "Softmax",
    ODD: "Erf",
}


def model():
    seeded = np.random.default_rng(1)

    def weight(name, *shape):
        return numpy_helper.from_array(seeded.standard_normal(shape).astype(np.float32) * 0.1, name)

    def value(name, *shape):
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, ["b", 64, 256])

    then = helper.make_graph(
        [
            helper.make_node("MatMul", ["n", "enc.1.weight"], ["then_p"], name="then/MatMul"),
            helper.make_node("Softmax", ["then_p"], ["then_y"], name="then/Softmax"),
        ],
        "then",
        [],
        [value("then_y")],
    )
    other = helper.make_graph([helper.make_node("Identity", ["n"], ["else_y"])], "else", [], [value("else_y")])
    graph = helper.make_graph(
        [
            helper.make_node("MatMul", ["x", "enc.0.weight"], ["p"], name="enc.0/MatMul"),
            helper.make_node("Add", ["p", "x"], ["r"], name="enc.0/Add"),
            helper.make_node("LayerNormalization", ["r", "norm.weight", "norm.bias"], ["n"], name="norm"),
            helper.make_node("If", ["c"], ["i"], name="branch", then_branch=then, else_branch=other),
            helper.make_node("Erf", ["i"], ["y"], name=ODD),
        ],
        "main",
        [value("x"), helper.make_tensor_value_info("c", TensorProto.BOOL, [])],
        [value("y")],
        [weight("enc.0.weight", 256, 256), weight("enc.1.weight", 256, 256), weight("norm.weight", 256), weight("norm.bias", 256)],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    checker.check_model(made)
    return made.SerializeToString()


def profiled(folder):
    options = onnxruntime.SessionOptions()
    options.enable_profiling = True
    options.profile_file_prefix = os.path.join(folder, "events")
    options.intra_op_num_threads = 2
    session = onnxruntime.InferenceSession(model(), options, providers=["CPUExecutionProvider"])
    inputs = {"x": np.ones((8, 64, 256), np.float32), "c": np.array(True)}
    for _ in range(1 + REPORTED):
        session.run(None, inputs)
    return session.end_profiling()


def events(text):
    """Versions before 1.31 do not escape names: that of the one node that needs it is known."""
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        for suffix in ("_kernel_time", "_fence_before", "_fence_after"):
            text = text.replace('"' + ODD + suffix + '"', json.dumps(ODD + suffix))
        return json.loads(text)


def expected(all_events):
    runs = [event for event in all_events if event["name"] == "model_run"][-REPORTED:]
    nodes = [event for event in all_events if event["name"].endswith("_kernel_time")]

    def stats(event):
        return event["args"].get("thread_scheduling_stats") or None

    lines = []
    for name, operator in NODES.items():
        own = [event for event in nodes if event["name"] == name + "_kernel_time"]
        times, took_part, waited = [], [], []
        for run in runs:
            (event,) = [each for each in own if run["ts"] <= each["ts"] <= run["ts"] + run["dur"]]
            inner = 0
            if operator == "If":
                inner = sum(
                    each["dur"]
                    for each in nodes
                    if each["name"].startswith("then/") and event["ts"] <= each["ts"] <= event["ts"] + event["dur"]
                )
            times.append((event["dur"] - inner) * 1000)
            # Tasks are counted from the session's start, and events stand in the order in which they ended.
            before = stats(nodes[nodes.index(event) - 1])["sub_threads"]
            now = stats(event)["sub_threads"]
            took_part.append(1 + sum(now[thread]["num_run"] > before[thread]["num_run"] for thread in now))
            main = stats(event)["main_thread"]
            waited.append((main["Wait"] + main["WaitRevoke"]) * 1000)
        assert event["args"]["op_name"] == operator, event

        def shapes(field):
            return " ".join(
                {"float": "float32"}.get(word, word) + "".join(":" + str(size) for size in sizes)
                for shape in event["args"][field]
                for word, sizes in shape.items()
            )

        lines.append(
            [
                json.dumps(name),
                operator,
                ",".join(map(str, times)),
                shapes("input_type_shape"),
                shapes("output_type_shape"),
                str(sum(took_part) / REPORTED),
                str(sum(waited) // REPORTED),
            ]
        )
    return "".join("\t".join(line) + "\n" for line in lines)


if __name__ == "__main__":
    written = profiled(sys.argv[1])
    with open(written, encoding="utf-8", newline="") as file:
        raw = file.read()
    os.remove(written)
    base = os.path.join(sys.argv[1], onnxruntime.__version__)
    with open(base + ".json.gz", "wb") as out, gzip.GzipFile("", "wb", 9, out, 0) as packed:
        packed.write(raw.encode())
    with open(base + ".tsv", "w", encoding="utf-8", newline="\n") as out:
        out.write(expected(events(raw)))

#!/usr/bin/env python3
"""Our best graphs beside other engines on the same architectures, in turns, on one machine.

Every arm is a process of its own that invokes its model once when it is told to; the arms of a workload are alive at once
and are invoked in palindromic order (a b c c b a), so that noise hits all alike. In each round every arm is a fresh process.
Weights are random (seed 42) and made from the configuration: nothing is downloaded. Batch 1, one thread.

    python3 -m venv peers && peers/bin/pip install -r docs/peers/requirements.txt
    peers/bin/python docs/peers/peers.py prepare WORK      # exports the models, builds ours: minutes, some 3 GB
    peers/bin/python docs/peers/peers.py measure WORK      # the table, as Markdown; WORK/peers.json has every sample
    peers/bin/python docs/peers/peers.py operators WORK    # where OpenVINO's time goes

Run it from the root of a clone whose ./squeezebench was built. What is not installed is left out and named.
"""
import argparse
import collections
import importlib.metadata
import json
import os
import pathlib
import platform
import random
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORKLOADS = ["bert-base-uncased", "squeezebert-uncased"]
OURS = "ours, ONNX Runtime"
ARMS = [
    OURS,
    "ours, TensorFlow Lite + XNNPACK",
    "PyTorch, eager",
    "ONNX Runtime, Hugging Face export",
    "ONNX Runtime, export + transformer optimizer",
    "OpenVINO, Hugging Face export",
    "LiteRT (Python), our .tflite",
]
PACKAGES = {2: "torch", 3: "onnxruntime", 4: "onnxruntime", 5: "openvino", 6: "ai-edge-litert"}


# ---------------------------------------------------------------- models


def network(workload, attention="sdpa"):
    """The architecture of the published configuration with weights of seed 42."""
    import torch
    import transformers

    torch.manual_seed(42)
    if workload == "bert-base-uncased":
        return transformers.BertModel(transformers.BertConfig(attn_implementation=attention)).eval()
    return transformers.SqueezeBertModel(
        transformers.SqueezeBertConfig(vocab_size=30522, embedding_size=768)
    ).eval()


def tensors(tokens):
    import numpy

    ids = numpy.random.default_rng(42).integers(1000, 30522, (1, tokens), dtype=numpy.int64)
    return {
        "input_ids": ids,
        "attention_mask": numpy.ones_like(ids),
        "token_type_ids": numpy.zeros_like(ids),
    }


def export(workload, work, tokens):
    """Hugging Face's model by torch.onnx, and the same after ONNX Runtime's transformer optimizer."""
    import onnxruntime
    import torch
    from onnxruntime.transformers import optimizer

    plain = work / f"{workload}.onnx"
    model = network(workload, attention="eager")
    model.config.return_dict = False
    inputs = tensors(tokens)
    names = list(inputs)
    axes = {name: {0: "batch", 1: "sequence"} for name in names + ["last_hidden_state"]}
    with torch.no_grad():
        torch.onnx.export(
            model,
            tuple(torch.from_numpy(inputs[name]) for name in names),
            str(plain),
            input_names=names,
            output_names=["last_hidden_state", "pooler_output"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        expected = model(**{name: torch.from_numpy(value) for name, value in inputs.items()})[0].numpy()
    optimised = work / f"{workload}-optimised.onnx"
    optimizer.optimize_model(
        str(plain), model_type="bert", num_heads=12, hidden_size=768, opt_level=0, use_gpu=False
    ).save_model_to_file(str(optimised))
    for file in (plain, optimised):
        session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
        output = session.run(None, inputs)[0]
        error = float(abs(output - expected).max() / abs(expected).max())
        print(f"{file.name}: largest relative error {error:.1e}", file=sys.stderr)
        if error > 1e-3:
            sys.exit(f"{file.name} computes something else than PyTorch")


def prepare(work, tokens):
    work.mkdir(parents=True, exist_ok=True)
    cache = work / "cache"
    for target in ("onnxruntime:cpu", "tflite:xnnpack"):
        subprocess.run(
            [ROOT / "squeezebench", "models", "build", "--workload", ",".join(WORKLOADS), "--target", target]
            + ["--sequence-length", str(tokens), "--cache", cache],
            check=True,
        )
    for workload in WORKLOADS:
        export(workload, work, tokens)


def ours(work, workload, extension):
    """The file that --lowering auto and --fusion auto chose: the cache has no other."""
    files = sorted((work / "cache" / "models").glob(f"{workload}-*.{extension}"))
    if len(files) != 1:
        sys.exit(f"{len(files)} files {workload}-*.{extension} in {work}/cache/models: one was expected; prepare into a new folder")
    return files[0]


# ---------------------------------------------------------------- one arm, in a process of its own


def invocation(arm, workload, work, tokens):
    """A function that is one inference."""
    inputs = tensors(tokens)
    if arm == 2:
        import torch

        torch.set_num_threads(1)
        model = network(workload)
        given = {name: torch.from_numpy(value) for name, value in inputs.items()}

        def run():
            with torch.inference_mode():
                model(**given)

        return run
    if arm in (3, 4):
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.force_spinning_stop", "1")
        file = work / f"{workload}{'-optimised' if arm == 4 else ''}.onnx"
        session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        return lambda: session.run(None, inputs)
    if arm == 5:
        request = openvino_request(workload, work, inputs, {})
        return lambda: request.infer(inputs)
    from ai_edge_litert.interpreter import Interpreter

    interpreter = Interpreter(str(ours(work, workload, "tflite")), num_threads=1)
    interpreter.allocate_tensors()
    for detail in interpreter.get_input_details():
        name = next(name for name in inputs if name in detail["name"])
        interpreter.set_tensor(detail["index"], inputs[name].astype(detail["dtype"]))
    return interpreter.invoke


def openvino_request(workload, work, inputs, settings):
    """With fixed sizes: with free ones it copies more."""
    import openvino

    core = openvino.Core()
    model = core.read_model(work / f"{workload}.onnx")
    model.reshape({name: list(value.shape) for name, value in inputs.items()})
    one_thread = {"INFERENCE_NUM_THREADS": 1, "NUM_STREAMS": 1, "INFERENCE_PRECISION_HINT": "f32"}
    return core.compile_model(model, "CPU", {**one_thread, **settings}).create_infer_request()


def operators(work, tokens):
    """Where OpenVINO's time goes, by its own counters: medians over inferences, by type of operator."""
    inputs = tensors(tokens)
    for workload in WORKLOADS:
        request = openvino_request(workload, work, inputs, {"PERF_COUNT": "YES"})
        seen = collections.defaultdict(list)
        for inference in range(25):
            request.infer(inputs)
            total = collections.Counter()
            for operator in request.get_profiling_info():
                total[operator.node_type] += operator.real_time.total_seconds() * 1000
            if inference >= 3:  # the first ones warm up
                for kind, milliseconds in total.items():
                    seen[kind].append(milliseconds)
        print(workload)
        for kind, values in sorted(seen.items(), key=lambda each: -statistics.median(each[1])):
            print(f"{statistics.median(values):9.3f} ms  {kind}")


def worker(arm, workload, work, tokens):
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    run = invocation(arm, workload, work, tokens)
    run()
    print("ready", file=answers, flush=True)
    for _ in sys.stdin:
        start = time.perf_counter_ns()
        run()
        print(time.perf_counter_ns() - start, file=answers, flush=True)


def command(arm, workload, work, tokens):
    if arm > 1:
        return [sys.executable, __file__, "worker", work, "--arm", str(arm), "--workload", workload, "--tokens", str(tokens)]
    runner, acceleration, extension = [("onnxruntime", "cpu", "onnx"), ("tflite", "xnnpack", "tflite")][arm]
    jar = ROOT / "target" / "dist" / "runners" / runner / f"benchmarks-{runner}.jar"
    return ["java", "-Xmx1g", "-XX:+UseSerialGC", "-cp", jar, HERE / "Arm.java", acceleration] + [
        ours(work, workload, extension),
        str(tokens),
    ]


# ---------------------------------------------------------------- turns


def turn(process):
    process.stdin.write("go\n")
    process.stdin.flush()
    answer = process.stdout.readline()
    if not answer.strip():
        raise RuntimeError(f"an arm ended with {process.wait()}: see WORK/log.txt")
    return answer.strip()


def available():
    arms = [0, 1]
    for arm, package in PACKAGES.items():
        try:
            importlib.metadata.version(package)
            arms.append(arm)
        except importlib.metadata.PackageNotFoundError:
            print(f"left out: {ARMS[arm]} ({package} is not installed)", file=sys.stderr)
    return sorted(arms)


def one_round(workload, arms, work, tokens, cycles, log):
    environment = dict(os.environ, OMP_NUM_THREADS="1", ORT_DISABLE_TELEMETRY="1", TOKENIZERS_PARALLELISM="false")
    processes = {}
    try:
        for arm in arms:
            processes[arm] = subprocess.Popen(
                [str(word) for word in command(arm, workload, work, tokens)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=environment,
            )
        for arm in arms:
            if processes[arm].stdout.readline().strip() != "ready":
                raise RuntimeError(f"{ARMS[arm]} did not start: see WORK/log.txt")
        samples = {arm: [] for arm in arms}
        for cycle in range(-2, cycles):  # two cycles of warm-up
            order = random.sample(arms, len(arms))
            for arm in order + order[::-1]:
                ns = int(turn(processes[arm]))
                if cycle >= 0:
                    samples[arm].append(ns)
        return samples
    finally:
        for process in processes.values():
            process.stdin.close()
            process.terminate()
            process.wait()


def measure(work, tokens, rounds, cycles):
    random.seed(42)
    arms = available()
    samples = {workload: [] for workload in WORKLOADS}
    with open(work / "log.txt", "w") as log:
        for number in range(1, rounds + 1):
            for workload in WORKLOADS:
                print(f"round {number} of {rounds}, {workload}", file=sys.stderr)
                samples[workload].append(one_round(workload, arms, work, tokens, cycles, log))
    versions = {}
    for package in sorted(set(PACKAGES.values()) | {"transformers"}):
        try:
            versions[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            pass
    record = {
        "processor": processor(),
        "kernel": platform.release(),
        "versions": versions,
        "tokens": tokens,
        "arms": ARMS,
        "samples_ns": samples,
    }
    (work / "peers.json").write_text(json.dumps(record))
    print(table(record, arms))


def processor():
    try:
        with open("/proc/cpuinfo") as info:
            return next(line.split(":", 1)[1].strip() for line in info if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor()


def table(record, arms):
    """Medians over rounds of each process's median; ratios formed within rounds, with their range."""
    lines = [
        "| | " + " | ".join(f"{workload}, ms | over {OURS}" for workload in WORKLOADS) + " |",
        "|---|" + "---:|---:|" * len(WORKLOADS),
    ]
    for arm in arms:
        cells = []
        for workload in WORKLOADS:
            rounds = record["samples_ns"][workload]
            own = [statistics.median(each[arm]) for each in rounds]
            ratios = [value / statistics.median(each[0]) for value, each in zip(own, rounds)]
            cells.append(f"{statistics.median(own) / 1e6:.1f}")
            cells.append(
                "1" if arm == 0 else f"{statistics.median(ratios):.3f} ({min(ratios):.3f} to {max(ratios):.3f})"
            )
        lines.append(f"| {ARMS[arm]} | " + " | ".join(cells) + " |")
    versions = ", ".join(f"{name} {version}" for name, version in record["versions"].items())
    return "\n".join(lines) + f"\n\n{record['processor']}, {record['tokens']} tokens, one thread; {versions}\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["prepare", "measure", "operators", "worker"])
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--tokens", type=int, default=128)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--cycles", type=int, default=8)
    parser.add_argument("--arm", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--workload", choices=WORKLOADS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    work = arguments.work.resolve()
    if arguments.what == "prepare":
        prepare(work, arguments.tokens)
    elif arguments.what == "measure":
        measure(work, arguments.tokens, arguments.rounds, arguments.cycles)
    elif arguments.what == "operators":
        operators(work, arguments.tokens)
    else:
        worker(arguments.arm, arguments.workload, work, arguments.tokens)


if __name__ == "__main__":
    main()

"""Takes the first four invocations of what 'squeezebench profile --target tflite:...' kept of TensorFlow Lite's profiler (profiles/*.csv.gz), and
writes beside them what each operator took by the rules of docs/profiling.md, read by Python's csv:

    python expect.py KEPT.csv.gz NAME

writes NAME.csv.gz and NAME.tsv.
"""

import csv
import gzip
import sys

TAKEN = 4

with gzip.open(sys.argv[1], "rt", encoding="utf-8", newline="") as file:
    header, *lines = file.read().splitlines(keepends=True)
kept = [header] + [line for line in lines if int(line.split(",", 1)[0]) < TAKEN]
with open(sys.argv[2] + ".csv.gz", "wb") as out, gzip.GzipFile("", "wb", 9, out, 0) as packed:
    packed.write("".join(kept).encode())

operators = {}
for row in csv.DictReader(kept):
    assert row["within"] == "", "an operator within another has to be subtracted from it"
    # One part of the model is the delegate's: its operators are counted from 0 in each invocation.
    key = (row["name"], int(row["index"]), row["delegated"] == "true")
    operators.setdefault(key, [0] * TAKEN)[int(row["invocation"])] += int(row["time_ns"])
with open(sys.argv[2] + ".tsv", "w", encoding="utf-8", newline="\n") as out:
    for (name, index, delegated), times in operators.items():
        out.write("\t".join([name, str(index), "DELEGATED" if delegated else "MODEL", ",".join(map(str, times))]) + "\n")

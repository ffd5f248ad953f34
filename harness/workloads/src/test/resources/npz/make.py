"""Makes the .npz files beside it: NumPy's own opinion of its format. Run by hand: python3 make.py"""

import json
import struct

import numpy as np

VALUES = np.arange(6).reshape(2, 3)
TYPES = ["b1", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "f2", "f4", "f8"]

arrays = {}
for name in TYPES:
    arrays["little_" + name] = (VALUES % 2 if name == "b1" else VALUES).astype("<" + name)
    arrays["big_" + name] = (VALUES % 2 if name == "b1" else VALUES).astype(">" + name)
    arrays["fortran_" + name] = np.asfortranarray((VALUES % 2 if name == "b1" else VALUES).astype("<" + name))
arrays["scalar"] = np.float32(2.5)
arrays["empty"] = np.zeros((0, 4), "<i8")
arrays["cube"] = np.asfortranarray(np.arange(24).reshape(2, 3, 4).astype(">i4"))
arrays["largest_u4"] = np.array([2**32 - 1], "<u4")
np.savez("arrays.npz", **arrays)
np.savez_compressed("compressed.npz", ones=np.ones((8, 512), "<i8"), **arrays)
np.savez(
    "refused.npz",
    objects=np.array([{"a": 1}], dtype=object),
    fields=np.zeros(2, dtype=[("x", "<i4"), ("y", "<f4")]),
    strings=np.array(["one", "two"]),
    complex=np.zeros(2, "<c8"),
    unsigned=np.zeros(2, "<u8"),
)

# The inputs and outputs of a golden, in other types and another order: the same numbers.
with open("../goldens/squeezebert-mlm-zip/io.safetensors", "rb") as file:
    header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
    data = file.read()
io = {}
for name, entry in header.items():
    if name != "__metadata__":
        begin, end = entry["data_offsets"]
        dtype = {"I64": "<i8", "F32": "<f4"}[entry["dtype"]]
        io[name] = np.frombuffer(data[begin:end], dtype).reshape(entry["shape"])
np.savez_compressed(
    "squeezebert-mlm-zip.npz",
    input_ids=io["input_ids"].astype("<i4"),
    attention_mask=io["attention_mask"].astype(bool),
    token_type_ids=io["token_type_ids"].astype("u1"),
    last_hidden_state=np.asfortranarray(io["last_hidden_state"]),
    pooler_output=io["pooler_output"].astype(">f8"),
    notes=np.array([{"made": "by hand"}], dtype=object),
)

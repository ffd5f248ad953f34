"""Makes outlying.tflite beside it, whose weights lie behind its tables, as ai-edge-quantizer leaves them: an embedding of 40 rows of 16, and a
layer of 3. Run by hand: pip install ai-edge-litert && python3 make.py"""

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema

model = schema.ModelT()
model.version = 3
model.description = b"tables and weights apart"
model.buffers = [schema.BufferT() for _ in range(4)]
graph = schema.SubGraphT()
graph.name = b"main"
graph.tensors = []
for name, kind, buffer, shape in [
    ("input_ids", schema.TensorType.INT32, 0, [12]),
    ("embeddings.weight", schema.TensorType.FLOAT32, 1, [40, 16]),
    ("rows", schema.TensorType.FLOAT32, 0, [12, 16]),
    ("dense.weight", schema.TensorType.FLOAT32, 2, [3, 16]),
    ("logits", schema.TensorType.FLOAT32, 0, [12, 3]),
    ("new_shape", schema.TensorType.INT32, 3, [2]),
    ("reshaped", schema.TensorType.FLOAT32, 0, [1, 36]),
]:
    tensor = schema.TensorT()
    tensor.name, tensor.type, tensor.buffer, tensor.shape = name.encode(), kind, buffer, shape
    graph.tensors.append(tensor)
graph.operators = []
model.operatorCodes = []
for code, options, value, inputs, output in [
    (schema.BuiltinOperator.GATHER, schema.BuiltinOptions.GatherOptions, schema.GatherOptionsT(), [1, 0], 2),
    (schema.BuiltinOperator.FULLY_CONNECTED, schema.BuiltinOptions.FullyConnectedOptions, schema.FullyConnectedOptionsT(), [2, 3, -1], 4),
    (schema.BuiltinOperator.RESHAPE, schema.BuiltinOptions.NONE, None, [4, 5], 6),
]:
    operator = schema.OperatorT()
    operator.opcodeIndex = len(model.operatorCodes)
    operator.builtinOptionsType, operator.builtinOptions, operator.inputs, operator.outputs = options, value, inputs, [output]
    graph.operators.append(operator)
    kind = schema.OperatorCodeT()
    kind.builtinCode = kind.deprecatedBuiltinCode = code
    kind.version = 1
    model.operatorCodes.append(kind)
graph.inputs, graph.outputs = [0], [6]
model.subgraphs = [graph]
weights = [np.ones((40, 16), "<f4").tobytes(), np.ones((3, 16), "<f4").tobytes(), np.array([1, 36], "<i4").tobytes()]


def tables():
    builder = flatbuffers.Builder(4096)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


# Offsets change nothing but the numbers in the tables, once they are not 0.
for buffer, data in zip(model.buffers[1:], weights):
    buffer.offset, buffer.size = 2, len(data)
end = -(-len(tables()) // 16) * 16
for buffer, data in zip(model.buffers[1:], weights):
    buffer.offset = end
    end += -(-len(data) // 16) * 16
file = bytearray(tables().ljust(end, b"\0"))
for buffer, data in zip(model.buffers[1:], weights):
    file[buffer.offset : buffer.offset + len(data)] = data
with open("outlying.tflite", "wb") as out:
    out.write(file)

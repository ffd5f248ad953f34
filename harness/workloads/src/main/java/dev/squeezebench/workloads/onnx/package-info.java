/**
 * Writes a network as an ONNX file (opset 20; <a href="https://onnx.ai/onnx/operators/">operator specification</a>).
 *
 * <p>Shapes: {@code B} batch, {@code S} sequence, {@code C} channels. The residual stream is {@code [B, S, C]} in every
 * graph; a {@link dev.squeezebench.workloads.onnx.OnnxLowering} decides how a projection is written and a
 * {@link dev.squeezebench.workloads.onnx.Fusion} which of ONNX Runtime's fused operators surround it.
 *
 * <p>Initialisers carry the names of the checkpoint's parameters. A suffix says that a layout differs:
 *
 * <ul>
 *   <li>{@code .transposed}: {@code [out, in]} as {@code [in, out]}
 *   <li>{@code .groups-transposed}: {@code [out, in/G, 1]} as {@code [G, in/G, out/G]}
 *   <li>{@code .group0.transposed}, ...: the rows of one group, as {@code [in/G, out/G]}
 *   <li>{@code .merged-with-key-and-value}: query, key and value one after the other
 * </ul>
 */
@NullMarked
package dev.squeezebench.workloads.onnx;

import org.jspecify.annotations.NullMarked;

package dev.squeezebench.android.arm64;

import com.github.unidbg.AndroidEmulator;
import com.github.unidbg.Emulator;
import com.github.unidbg.Module;
import com.github.unidbg.arm.Arm64Svc;
import com.github.unidbg.arm.backend.DynarmicFactory;
import com.github.unidbg.file.FileResult;
import com.github.unidbg.file.linux.AndroidFileIO;
import com.github.unidbg.linux.android.AndroidEmulatorBuilder;
import com.github.unidbg.linux.android.AndroidResolver;
import com.github.unidbg.linux.file.ByteArrayFileIO;
import com.github.unidbg.memory.Memory;
import com.github.unidbg.pointer.UnidbgPointer;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Android's arm64 build of TensorFlow Lite in an emulator, by its C API. A process of its own runs it, since a call that the
 * emulator does not know ends in a debugger that reads standard input. Arguments: the library, {@code xnnpack}, {@code
 * builtin} or both with a comma, then folders with {@code model.tflite} and {@code inputs.safetensors}; into each go {@code
 * xnnpack.safetensors}, {@code builtin.safetensors}, the outputs by name.
 */
final class EmulatedLibrary implements AutoCloseable {
    private static final int READ_AND_WRITE = 3;
    private static final int PAGE = 4096;

    /** What XNNPACK's cpuinfo asks the kernel for; an ARM processor without extensions. */
    private static final Map<String, String> FILES = Map.of(
            "/sys/devices/system/cpu/possible", "0\n", "/sys/devices/system/cpu/present", "0\n", "/proc/cpuinfo", """
            processor\t: 0
            BogoMIPS\t: 38.40
            Features\t: fp asimd evtstrm aes pmull sha1 sha2 crc32
            CPU implementer\t: 0x41
            CPU architecture: 8
            CPU variant\t: 0x0
            CPU part\t: 0xd03
            CPU revision\t: 4

            Hardware\t: Simulated
            """);

    private final AndroidEmulator emulator;
    private final Memory memory;
    private final Module library;

    private EmulatedLibrary(File file) {
        emulator = AndroidEmulatorBuilder.for64Bit()
                .setProcessName("dev.squeezebench")
                .addBackendFactory(new DynarmicFactory(true))
                .build();
        memory = emulator.getMemory();
        memory.setLibraryResolver(new AndroidResolver(23));
        emulator.getSyscallHandler().addIOResolver(EmulatedLibrary::file);
        // It is asked whether the processor has vectors of variable length, and for names of memory: neither is there.
        memory.addHookListener((svc, name, symbol, old) -> symbol.equals("prctl")
                ? svc.registerSvc(new Arm64Svc() {
                            @Override
                            public long handle(Emulator<?> any) {
                                return -1;
                            }
                        })
                        .peer
                : 0);
        emulator.createDalvikVM();
        library = emulator.loadLibrary(file, true);
    }

    private static FileResult<AndroidFileIO> file(Emulator<AndroidFileIO> any, String path, int flags) {
        String text = FILES.get(path);
        return text == null
                ? null
                : FileResult.success(new ByteArrayFileIO(flags, path, text.getBytes(StandardCharsets.US_ASCII)));
    }

    private long call(String function, Object... arguments) {
        return library.findSymbolByName(function, false)
                .call(emulator, arguments)
                .longValue();
    }

    private UnidbgPointer pointer(String function, Object... arguments) {
        long address = call(function, arguments);
        if (address == 0) {
            throw new IllegalStateException(function + " gave nothing");
        }
        return UnidbgPointer.pointer(emulator, address);
    }

    private void done(String function, Object... arguments) {
        long status = call(function, arguments);
        if ((int) status != 0) {
            throw new IllegalStateException(function + " ended with status " + status);
        }
    }

    /** Memory of the emulated process, aligned to a page. */
    private UnidbgPointer place(byte[] bytes) {
        UnidbgPointer there = memory.mmap((bytes.length + PAGE - 1) / PAGE * PAGE, READ_AND_WRITE);
        there.write(bytes);
        return there;
    }

    /** The model files have ids of 32 bits, the inputs of 64. */
    private static byte[] ids(Tensor tensor) {
        LongBuffer ids = tensor.data().asLongBuffer();
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * ids.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        while (ids.hasRemaining()) {
            bytes.putInt(Math.toIntExact(ids.get()));
        }
        return bytes.array();
    }

    /** The outputs of one inference. */
    private List<Tensor> run(byte[] model, List<Tensor> inputs, boolean xnnpack) {
        UnidbgPointer loaded = pointer("TfLiteModelCreate", place(model), (long) model.length);
        UnidbgPointer options = pointer("TfLiteInterpreterOptionsCreate");
        call("TfLiteInterpreterOptionsSetNumThreads", options, 1);
        if (xnnpack) {
            call("TfLiteInterpreterOptionsAddDelegate", options, pointer("TfLiteXNNPackDelegateCreate", 0L));
        }
        UnidbgPointer interpreter = pointer("TfLiteInterpreterCreate", loaded, options);
        done("TfLiteInterpreterAllocateTensors", interpreter);
        int count = (int) call("TfLiteInterpreterGetInputTensorCount", interpreter);
        for (int index = 0; index < count; index++) {
            UnidbgPointer tensor = pointer("TfLiteInterpreterGetInputTensor", interpreter, index);
            String name = pointer("TfLiteTensorName", tensor).getString(0);
            byte[] data = ids(inputs.stream()
                    .filter(input -> name.equals(input.name()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("an input " + name)));
            done("TfLiteTensorCopyFromBuffer", tensor, place(data), (long) data.length);
        }
        done("TfLiteInterpreterInvoke", interpreter);
        List<Tensor> outputs = new ArrayList<>();
        int results = (int) call("TfLiteInterpreterGetOutputTensorCount", interpreter);
        for (int index = 0; index < results; index++) {
            UnidbgPointer tensor = pointer("TfLiteInterpreterGetOutputTensor", interpreter, index);
            int size = (int) call("TfLiteTensorByteSize", tensor);
            ByteBuffer data = ByteBuffer.wrap(
                            pointer("TfLiteTensorData", tensor).getByteArray(0, size))
                    .order(ByteOrder.LITTLE_ENDIAN);
            outputs.add(new Tensor(
                    pointer("TfLiteTensorName", tensor).getString(0), ElementType.FLOAT32, List.of(size / 4L), data));
        }
        call("TfLiteInterpreterDelete", interpreter);
        return outputs;
    }

    @Override
    public void close() throws IOException {
        emulator.close();
    }

    /** Runs each model with each kind of kernels. */
    public static void main(String[] args) throws IOException {
        try (EmulatedLibrary library = new EmulatedLibrary(new File(args[0]))) {
            for (String each : List.of(args).subList(2, args.length)) {
                Path folder = Path.of(each);
                byte[] model = Files.readAllBytes(folder.resolve("model.tflite"));
                List<Tensor> inputs = Safetensors.read(folder.resolve("inputs.safetensors"));
                for (String acceleration : args[1].split(",", -1)) {
                    Safetensors.write(
                            folder.resolve(acceleration + ".safetensors"),
                            library.run(model, inputs, acceleration.equals("xnnpack")));
                }
                System.out.println("computed " + folder.getFileName());
            }
        }
    }
}

package dev.squeezebench.android.packer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/** The tables of a dex file (source.android.com, "Dalvik executable format"): what it defines and what it calls. */
final class DexMethods {
    private static final int STRING_IDS = 0x38;
    private static final int TYPE_IDS = 0x40;
    private static final int PROTO_IDS = 0x48;
    private static final int METHOD_IDS = 0x58;
    private static final int CLASS_DEFS = 0x60;

    private final ByteBuffer dex;

    DexMethods(byte[] bytes) {
        dex = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * A method that is called or defined.
     *
     * @param owner internal name, such as {@code java/lang/String}
     * @param signature name and descriptor, such as {@code length()I}
     */
    record Method(String owner, String signature) {}

    /** Internal names of the classes that it defines. */
    Set<String> classes() {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < dex.getInt(CLASS_DEFS); i++) {
            names.add(internal(type(dex.getInt(dex.getInt(CLASS_DEFS + 4) + 32 * i))));
        }
        return names;
    }

    /** Every method that it names. */
    Set<Method> methods() {
        Set<Method> methods = new LinkedHashSet<>();
        for (int i = 0; i < dex.getInt(METHOD_IDS); i++) {
            int at = dex.getInt(METHOD_IDS + 4) + 8 * i;
            String owner = type(dex.getShort(at) & 0xffff);
            if (owner.startsWith("L")) {
                methods.add(new Method(
                        internal(owner), string(dex.getInt(at + 4)) + descriptor(dex.getShort(at + 2) & 0xffff)));
            }
        }
        return methods;
    }

    private String descriptor(int proto) {
        int at = dex.getInt(PROTO_IDS + 4) + 12 * proto;
        StringBuilder descriptor = new StringBuilder("(");
        int parameters = dex.getInt(at + 8);
        for (int i = 0; parameters != 0 && i < dex.getInt(parameters); i++) {
            descriptor.append(type(dex.getShort(parameters + 4 + 2 * i) & 0xffff));
        }
        return descriptor.append(')').append(type(dex.getInt(at + 4))).toString();
    }

    private String type(int index) {
        return string(dex.getInt(dex.getInt(TYPE_IDS + 4) + 4 * index));
    }

    private String string(int index) {
        int at = dex.getInt(dex.getInt(STRING_IDS + 4) + 4 * index);
        while (dex.get(at) < 0) {
            at++;
        }
        int end = ++at;
        while (dex.get(end) != 0) {
            end++;
        }
        // Names of ours and of the platform are ASCII, where modified UTF-8 is the same.
        return new String(dex.array(), at, end - at, StandardCharsets.UTF_8);
    }

    private static String internal(String descriptor) {
        return descriptor.substring(1, descriptor.length() - 1);
    }
}

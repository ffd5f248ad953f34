package dev.squeezebench.android.packer;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.codehaus.mojo.animal_sniffer.Clazz;

/** What API level 26 has, as animal-sniffer's signature file says. */
final class Android8 {
    private final Map<String, Clazz> classes = new HashMap<>();

    Android8(Path signature) throws IOException {
        try (ObjectInputStream in = new ObjectInputStream(new GZIPInputStream(Files.newInputStream(signature)))) {
            for (Object next = in.readObject(); next instanceof Clazz type; next = in.readObject()) {
                classes.put(type.getName(), type);
            }
        } catch (ClassNotFoundException e) {
            throw new IOException(e);
        }
    }

    boolean hasClass(String name) {
        return classes.containsKey(name);
    }

    /** Whether a class of it has the method, or inherits it. */
    boolean has(String owner, String signature) {
        Clazz type = classes.get(owner);
        if (type == null) {
            return false;
        }
        if (type.getSignatures().contains(signature)) {
            return true;
        }
        if (type.getSuperClass() != null && has(type.getSuperClass(), signature)) {
            return true;
        }
        for (String face : type.getSuperInterfaces()) {
            if (has(face, signature)) {
                return true;
            }
        }
        return false;
    }
}

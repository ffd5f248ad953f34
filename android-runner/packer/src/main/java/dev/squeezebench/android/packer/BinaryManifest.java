package dev.squeezebench.android.packer;

import com.reandroid.arsc.chunk.xml.AndroidManifestBlock;
import com.reandroid.arsc.chunk.xml.ResXmlAttribute;
import com.reandroid.arsc.chunk.xml.ResXmlElement;
import com.reandroid.arsc.value.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Encodes a manifest's text in Android's binary form. It has no resources: texts are written out, {@code true} and {@code
 * false} become booleans, digits numbers.
 */
final class BinaryManifest {
    private static final String ANDROID = "http://schemas.android.com/apk/res/android";

    /** Numbers of {@code android.R.attr}, by which Android finds attributes. */
    static final Map<String, Integer> ATTRIBUTES = Map.ofEntries(
            Map.entry("label", 0x01010001),
            Map.entry("name", 0x01010003),
            Map.entry("exported", 0x01010010),
            Map.entry("process", 0x01010011),
            Map.entry("configChanges", 0x0101001f),
            Map.entry("targetPackage", 0x01010021),
            Map.entry("minSdkVersion", 0x0101020c),
            Map.entry("versionCode", 0x0101021b),
            Map.entry("versionName", 0x0101021c),
            Map.entry("targetSdkVersion", 0x01010270),
            Map.entry("allowBackup", 0x01010280),
            Map.entry("required", 0x0101028e),
            Map.entry("extractNativeLibs", 0x010104ea),
            Map.entry("showWhenLocked", 0x01010569),
            Map.entry("turnScreenOn", 0x0101056a),
            Map.entry("shell", 0x01010594));

    private BinaryManifest() {}

    /**
     * Encodes a file.
     *
     * @param version for people
     * @param versionCode for Android, higher in each later version
     * @throws IOException when the file is no manifest, or has an attribute that {@link #ATTRIBUTES} lacks
     */
    static byte[] encode(Path file, String version, int versionCode) throws IOException {
        AndroidManifestBlock binary = new AndroidManifestBlock();
        ResXmlElement manifest = binary.newElement("manifest");
        Element source = parse(file);
        binary.setPackageName(source.getAttribute("package"));
        attribute(manifest, "versionCode").setTypeAndData(ValueType.DEC, versionCode);
        attribute(manifest, "versionName").setValueAsString(version);
        copyChildren(source, manifest);
        binary.refreshFull();
        return binary.getBytes();
    }

    private static Element parse(Path file) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder()
                    .parse(Files.newInputStream(file))
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file.getFileName() + " is no manifest: " + e.getMessage(), e);
        }
    }

    private static void copyChildren(Element from, ResXmlElement to) throws IOException {
        for (Node node = from.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                // Some of them are in an empty document already.
                ResXmlElement copy = to.getOrCreateElement(child.getTagName());
                if (copy.getAttributeCount() > 0 || copy.size() > 0) {
                    copy = to.newElement(child.getTagName());
                }
                copyAttributes(child, copy);
                copyChildren(child, copy);
            }
        }
    }

    private static void copyAttributes(Element from, ResXmlElement to) throws IOException {
        NamedNodeMap attributes = from.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Attr source = (Attr) attributes.item(i);
            if (!ANDROID.equals(source.getNamespaceURI())) {
                throw new IOException("the manifest has '" + source.getName() + "', which is no attribute of Android");
            }
            ResXmlAttribute attribute = attribute(to, source.getLocalName());
            String value = source.getValue();
            if (value.equals("true") || value.equals("false")) {
                attribute.setValueAsBoolean(Boolean.parseBoolean(value));
            } else if (value.matches("[0-9]{1,9}")) {
                attribute.setTypeAndData(ValueType.DEC, Integer.parseInt(value));
            } else if (value.matches("0x[0-9a-f]{1,7}")) {
                attribute.setTypeAndData(ValueType.HEX, Integer.decode(value));
            } else {
                attribute.setValueAsString(value);
            }
        }
    }

    private static ResXmlAttribute attribute(ResXmlElement element, String name) throws IOException {
        Integer number = ATTRIBUTES.get(name);
        if (number == null) {
            throw new IOException("the manifest has android:" + name + ", whose number BinaryManifest does not know");
        }
        return element.getOrCreateAndroidAttribute(name, number);
    }
}

package dev.squeezebench.core.runtimes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What a POM says its project is published as. */
final class Packaging {
    private static final int CHILD = 2;

    private Packaging() {}

    /** Such as {@code aar}; {@code jar} where it says nothing. */
    static String of(Path pom) throws RuntimeResolutionException {
        try (InputStream in = Files.newInputStream(pom)) {
            XMLStreamReader xml = factory().createXMLStreamReader(in);
            int depth = 0;
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    depth++;
                    if (depth == CHILD && xml.getLocalName().equals("packaging")) {
                        return xml.getElementText().strip();
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    depth--;
                }
            }
            return "jar";
        } catch (IOException | XMLStreamException e) {
            throw new RuntimeResolutionException(
                    "the POM is damaged (" + String.valueOf(e.getMessage()).replaceAll("\\s+", " ") + "): delete " + pom
                            + ", and it is downloaded again",
                    e);
        }
    }

    /** One that reads nothing but the file. */
    static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }
}

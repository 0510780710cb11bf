package io.pilotlight.env.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Whether a settings.xml says that Maven is offline: the one of its settings that MIMA does not follow. */
final class OfflineSetting {
    private OfflineSetting() {}

    /** Returns whether the file says so; what cannot be read was refused before, or is not there. */
    static boolean in(Path settings) {
        if (!Files.isRegularFile(settings)) {
            return false;
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (InputStream in = Files.newInputStream(settings)) {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            int depth = 0;
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    depth++;
                    if (depth == 2 && reader.getLocalName().equals("offline")) {
                        return reader.getElementText().strip().equals("true");
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    depth--;
                }
            }
            return false;
        } catch (IOException | XMLStreamException unreadable) {
            return false;
        }
    }
}

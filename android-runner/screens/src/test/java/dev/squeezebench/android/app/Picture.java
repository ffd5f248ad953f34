package dev.squeezebench.android.app;

import static org.assertj.core.api.Assertions.assertThat;

import android.graphics.Bitmap;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A screen beside its golden file; it is written to {@code target/screens}, from where a new golden file is copied. */
final class Picture {
    /** Edges of letters are smoothed, not everywhere alike: a pixel differs when a colour of it does by more than this. */
    private static final int SMOOTHED = 48;

    /** Share of the pixels that may differ: one letter of the smallest text has more. */
    private static final double MOST_DIFFERENT = 5e-5;

    private final byte[] png;

    private Picture(byte[] png) {
        this.png = png;
    }

    static Picture of(RoundActivity activity) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ScreensOfRoundActivity.draw(activity).compress(Bitmap.CompressFormat.PNG, 100, bytes);
        return new Picture(bytes.toByteArray());
    }

    /** Fails where it differs from the golden file of this name. */
    void mustBe(String name) throws IOException {
        Path folder = Files.createDirectories(Path.of(System.getProperty("screens.dir")));
        Path file = Files.write(folder.resolve(name + ".png"), png);
        try (InputStream golden = Picture.class.getResourceAsStream("/screens/" + name + ".png")) {
            assertThat(golden).as("golden file of " + file).isNotNull();
            assertThat(different(ImageIO.read(golden), ImageIO.read(new ByteArrayInputStream(png))))
                    .as("share of the pixels of " + file + " that differ from its golden file")
                    .isLessThanOrEqualTo(MOST_DIFFERENT);
        }
    }

    private static double different(BufferedImage one, BufferedImage other) {
        assertThat(other.getWidth()).isEqualTo(one.getWidth());
        assertThat(other.getHeight()).isEqualTo(one.getHeight());
        long different = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                if (differs(one.getRGB(x, y), other.getRGB(x, y))) {
                    different++;
                }
            }
        }
        return (double) different / one.getWidth() / one.getHeight();
    }

    private static boolean differs(int one, int other) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            if (Math.abs((one >> shift & 0xff) - (other >> shift & 0xff)) > SMOOTHED) {
                return true;
            }
        }
        return false;
    }
}

package dev.squeezebench.android.app;

import android.app.Activity;
import android.os.Bundle;
import android.view.WindowManager;
import android.widget.Button;
import android.widget.LinearLayout;
import android.widget.TextView;
import org.jspecify.annotations.Nullable;

/** What the phone shows while a round runs: the app is in the foreground and the screen is on as long as this is open. */
public final class RoundActivity extends Activity {
    private static final int PADDING = 48;
    private static final float TEXT_SIZE = 18;

    private @Nullable TextView status;

    @Override
    public void onCreate(@Nullable Bundle state) {
        super.onCreate(state);
        getWindow().addFlags(WindowManager.LayoutParams.FLAG_KEEP_SCREEN_ON);
        TextView text = new TextView(this);
        text.setTextSize(TEXT_SIZE);
        text.setText("SqueezeBench\n\nNothing runs. The host starts rounds: squeezebench devices");
        Button stop = new Button(this);
        stop.setText("Stop");
        stop.setOnClickListener(button -> {
            finishAndRemoveTask();
            android.os.Process.killProcess(android.os.Process.myPid());
        });
        LinearLayout page = new LinearLayout(this);
        page.setOrientation(LinearLayout.VERTICAL);
        page.setPadding(PADDING, PADDING, PADDING, PADDING);
        page.addView(text);
        page.addView(stop);
        setContentView(page);
        status = text;
    }

    /** Shows what runs. */
    void show(String text) {
        runOnUiThread(() -> {
            if (status != null) {
                status.setText(text);
            }
        });
    }
}

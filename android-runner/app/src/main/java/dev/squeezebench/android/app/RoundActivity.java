package dev.squeezebench.android.app;

import android.app.Activity;
import android.content.Intent;
import android.graphics.Typeface;
import android.os.Bundle;
import android.util.Log;
import android.view.View;
import android.view.WindowManager;
import android.widget.Button;
import android.widget.LinearLayout;
import android.widget.ProgressBar;
import android.widget.ScrollView;
import android.widget.TextView;
import dev.squeezebench.android.app.round.HostedRounds;
import dev.squeezebench.android.app.round.LastResults;
import dev.squeezebench.android.app.round.PhoneRound;
import dev.squeezebench.android.app.round.RoundStatus;
import dev.squeezebench.records.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the phone shows while a round runs: what is measured, how far it is, temperatures, the latest results and a button that
 * ends it. The app is in the foreground and the screen on as long as this is open.
 */
public final class RoundActivity extends Activity {
    private static final String IDLE = "Nothing runs. A computer starts rounds: squeezebench devices";
    private static final String RUNS = "A round runs: leave the phone alone.";
    private static final String SCREEN_OFF = "screen_off";
    private static final String TAG = "squeezebench";

    private static final int PADDING = 24;
    private static final int GAP = 12;
    private static final float TITLE_SIZE = 28;
    private static final float TEXT_SIZE = 18;
    private static final float SMALL_SIZE = 15;
    private static final double NANOS_PER_MILLISECOND = 1e6;

    private @Nullable Page page;
    private volatile @Nullable PhoneRound round;

    /** The parts that change. */
    private record Page(
            TextView state, TextView arms, ProgressBar bar, TextView progress, TextView device, Button stop) {}

    @Override
    public void onCreate(@Nullable Bundle state) {
        // Not the phone maker's: it looks the same everywhere.
        setTheme(android.R.style.Theme_Material_Light_NoActionBar);
        super.onCreate(state);
        getWindow().addFlags(WindowManager.LayoutParams.FLAG_KEEP_SCREEN_ON);
        LinearLayout column = new LinearLayout(this);
        column.setOrientation(LinearLayout.VERTICAL);
        column.setPadding(pixels(PADDING), pixels(PADDING), pixels(PADDING), pixels(PADDING));
        text(column, "SqueezeBench", TITLE_SIZE).setTypeface(Typeface.DEFAULT_BOLD);
        TextView status = text(column, IDLE, TEXT_SIZE);
        TextView arms = text(column, "", TEXT_SIZE);
        ProgressBar bar = new ProgressBar(this, null, android.R.attr.progressBarStyleHorizontal);
        column.addView(bar);
        TextView progress = text(column, "", SMALL_SIZE);
        TextView device = text(column, "", SMALL_SIZE);
        Button stop = new Button(this);
        stop.setText("Stop");
        stop.setOnClickListener(button -> stop());
        column.addView(stop);
        text(column, "Last results", TEXT_SIZE).setTypeface(Typeface.DEFAULT_BOLD);
        text(column, results(lastResults().read()), SMALL_SIZE);
        ScrollView all = new ScrollView(this);
        all.addView(column);
        setContentView(all);
        page = new Page(status, arms, bar, progress, device, stop);
        for (View unused : Arrays.asList(arms, bar, progress, device)) {
            unused.setVisibility(View.GONE);
        }
        // A farm that opens the app as a user does, and knows of no instrumentation.
        if (state == null && Intent.ACTION_MAIN.equals(getIntent().getAction()) && PackedRounds.areThere(this)) {
            new Thread(this::runPacked, "packed rounds").start();
        }
    }

    private void runPacked() {
        try {
            PackedRounds.run(this, part -> Log.i(TAG, HostedRounds.PART + '=' + part));
        } catch (IOException | RuntimeException e) {
            Log.e(TAG, "the rounds that the app carries were not run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private TextView text(LinearLayout column, String words, float size) {
        TextView view = new TextView(this);
        view.setText(words);
        view.setTextSize(size);
        view.setPadding(0, 0, 0, pixels(GAP));
        column.addView(view);
        return view;
    }

    private int pixels(int independent) {
        return Math.round(independent * getResources().getDisplayMetrics().density);
    }

    /** The results that this shows when it is opened. */
    LastResults lastResults() {
        return new LastResults(getFilesDir().toPath().resolve("last-results.jsonl"));
    }

    /** From now on the button ends this round, and to cover this activity makes it invalid. */
    void follow(PhoneRound running) {
        round = running;
    }

    /** Shows how far the round is; from any thread. */
    void show(RoundStatus status) {
        runOnUiThread(() -> {
            if (page != null) {
                show(status, page);
            }
        });
    }

    private static void show(RoundStatus status, Page page) {
        fill(page.state(), status.end().orElse(RUNS));
        fill(page.arms(), String.join("\n", status.arms()));
        page.bar().setVisibility(View.VISIBLE);
        page.bar()
                .setIndeterminate(!status.cycles().isPresent() && !status.end().isPresent());
        page.bar().setMax(status.cycles().orElse(1));
        page.bar().setProgress(status.cycle().orElse(0));
        fill(page.progress(), progress(status));
        fill(page.device(), device(status));
    }

    private static void fill(TextView view, String words) {
        view.setText(words);
        view.setVisibility(words.isEmpty() ? View.GONE : View.VISIBLE);
    }

    private static String progress(RoundStatus status) {
        String where = "processors: " + status.cores();
        if (!status.cycles().isPresent()) {
            return (status.end().isPresent() ? "" : "warming up, ") + where;
        }
        return "cycle " + status.cycle().orElse(0) + " of " + status.cycles().getAsInt() + ", " + where;
    }

    /** Digits are those of result files, whatever the phone's language is. */
    private static String device(RoundStatus status) {
        List<String> parts = new ArrayList<>();
        Optional<Reading> battery = status.reading("battery_temperature");
        if (battery.isPresent()) {
            parts.add(
                    String.format(Locale.ROOT, "battery %.1f °C", battery.get().value()));
        }
        Optional<Reading> thermal = status.reading("thermal_status");
        if (thermal.isPresent()) {
            parts.add(String.format(
                    Locale.ROOT, "thermal status %.0f", thermal.get().value()));
        }
        return String.join(", ", parts);
    }

    private static String results(List<LastResults.Result> results) {
        if (results.isEmpty()) {
            return "none yet";
        }
        List<String> lines = new ArrayList<>();
        for (LastResults.Result result : results) {
            String median = result.medianNs().isPresent()
                    ? String.format(Locale.ROOT, "%.2f ms", result.medianNs().getAsLong() / NANOS_PER_MILLISECOND)
                    : "not measured";
            lines.add(result.arm() + ": " + median);
        }
        return String.join("\n", lines);
    }

    private void stop() {
        @Nullable PhoneRound running = round;
        if (running == null) {
            finishAndRemoveTask();
            return;
        }
        if (page != null) {
            page.stop().setEnabled(false);
            page.stop().setText("Stopping");
        }
        running.stop();
    }

    @Override
    public void onPause() {
        super.onPause();
        @Nullable PhoneRound running = round;
        if (running != null && !isFinishing()) {
            running.disturbed(
                    SCREEN_OFF,
                    "the app was not in front while it measured: a call, a dialog or the lock screen covered it, or the screen"
                            + " was off");
        }
    }
}

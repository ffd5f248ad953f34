package dev.squeezebench.workloads.checkpoint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The stack and the memo of a pickle's machine. */
final class PickleStack {
    private final Deque<List<PickleValue>> frames = new ArrayDeque<>();
    private final Map<Long, PickleValue> memo = new HashMap<>();
    private List<PickleValue> top = new ArrayList<>();

    void push(PickleValue value) {
        top.add(value);
    }

    PickleValue peek() throws RefusedPickleException {
        if (top.isEmpty()) {
            throw new RefusedPickleException("its stack runs empty");
        }
        return top.get(top.size() - 1);
    }

    PickleValue pop() throws RefusedPickleException {
        PickleValue value = peek();
        top.remove(top.size() - 1);
        return value;
    }

    void mark() {
        frames.push(top);
        top = new ArrayList<>();
    }

    /** Everything since the last mark. */
    List<PickleValue> popMarked() throws RefusedPickleException {
        List<PickleValue> marked = top;
        if (frames.isEmpty()) {
            throw new RefusedPickleException("it has no mark where one is needed");
        }
        top = frames.pop();
        return marked;
    }

    /** The topmost values in the order of pushing. */
    List<PickleValue> pop(int count) throws RefusedPickleException {
        if (top.size() < count) {
            throw new RefusedPickleException("its stack runs empty");
        }
        List<PickleValue> tail = top.subList(top.size() - count, top.size());
        List<PickleValue> values = new ArrayList<>(tail);
        tail.clear();
        return values;
    }

    void remember(long key) throws RefusedPickleException {
        memo.put(key, peek());
    }

    void rememberNext() throws RefusedPickleException {
        remember(memo.size());
    }

    void recall(long key) throws RefusedPickleException {
        PickleValue value = memo.get(key);
        if (value == null) {
            throw new RefusedPickleException("it recalls a value that it never kept");
        }
        push(value);
    }
}

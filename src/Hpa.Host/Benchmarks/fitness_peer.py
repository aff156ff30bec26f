"""The peer of `hpa bench fitness`: scikit-learn's SVC.

Called with a scratch folder. Writes a line with its name and version, then answers each line on stdin with seconds and
macro-F1, files and changes of type left out, and writes predicted.raw (int32). Labels stand in train.raw and val.raw (int32).

    precomputed TRAIN VAL C           square.raw [train x train] and cross.raw [train x val], float32
    linear      TRAIN VAL COLUMNS C   columns.raw [train + val x columns], float32
"""
import sys
import time
from pathlib import Path

import numpy as np
import sklearn
from sklearn.metrics import f1_score
from sklearn.svm import SVC

TOLERANCE = 1e-3


def evaluate(folder, kernel, c, train, val):
    train_labels = np.fromfile(folder / "train.raw", np.int32)
    val_labels = np.fromfile(folder / "val.raw", np.int32)
    classes = np.union1d(train_labels, val_labels)
    started = time.perf_counter()
    model = SVC(kernel=kernel, C=c, tol=TOLERANCE).fit(train, train_labels)
    predicted = model.predict(val)
    score = f1_score(val_labels, predicted, labels=classes, average="macro", zero_division=0)
    seconds = time.perf_counter() - started
    predicted.astype(np.int32).tofile(folder / "predicted.raw")
    return seconds, score


def read(path, rows, columns):
    return np.fromfile(path, np.float32).reshape(rows, columns)


def main(folder):
    print(f"scikit-learn {sklearn.__version__}", flush=True)
    for line in sys.stdin:
        kernel, *numbers, c = line.split()
        train, val, *columns = map(int, numbers)
        if kernel == "precomputed":
            first = read(folder / "square.raw", train, train).astype(np.float64)
            second = np.ascontiguousarray(read(folder / "cross.raw", train, val).T, np.float64)
        else:
            both = read(folder / "columns.raw", train + val, columns[0]).astype(np.float64)
            first, second = both[:train], both[train:]
        print(*map(repr, map(float, evaluate(folder, kernel, float(c), first, second))), flush=True)


main(Path(sys.argv[1]))

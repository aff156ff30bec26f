"""scikit-learn's side of `hpa bench evaluate`.

Called with a scratch folder. Writes a line with its name and version, then answers each line on stdin with seconds.

    prepare                      reads the rows and scales them, from

        settings.json  {"train": n, "eval": e, "blocks": [columns of each block], "labels": q, "c": C of the SVM, "tolerance": of it,
                        "logisticC": C, "logisticTolerance": of it}
        train.f32      n rows of all columns, block after block, little-endian, not scaled
        eval.f32       e rows
        labels.u32     n label sets, bit c for class c

    STRATEGY CLASSIFIER SEED     trains and predicts, in the words of the settings; writes predicted.u32, e label sets

All classifiers but the tree see z-scores of the training rows, divided by the square root of the number of columns of the block that
vary and of the number of blocks: the features behind the other side's kernels, so C is the same number on both sides. For z-scores as
they are it is C divided by the number of columns that vary, where there is one block.
"""
import json
import os
import sys
import time
from pathlib import Path

import numpy as np
import sklearn
from joblib import Parallel, delayed
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

ITERATIONS = 100000
THREADS = int(os.environ.get("OMP_NUM_THREADS", 1))


class Constant:
    """What is left to say of a class that no training row has, or every one."""

    def fit(self, _, y):
        self.value = y[0]
        return self

    def predict(self, x):
        return np.full(len(x), self.value)


def scaled(train, test, blocks):
    parts = [], []
    start = 0
    for columns in blocks:
        own = slice(start, start + columns)
        start += columns
        varying = np.ptp(train[:, own], axis=0) > 0
        if not varying.any():
            continue
        scaler = StandardScaler().fit(train[:, own][:, varying].astype(np.float64))
        for part, rows in zip(parts, (train, test)):
            part.append(scaler.transform(rows[:, own][:, varying].astype(np.float64)) / np.sqrt(varying.sum() * len(blocks)))
    return [np.hstack(part) if part else np.zeros((len(rows), 1)) for part, rows in zip(parts, (train, test))]


def model(classifier, settings, seed):
    return {
        "logistic-regression": lambda: LogisticRegression(C=settings["logisticC"], tol=settings["logisticTolerance"], max_iter=ITERATIONS),
        "decision-tree": lambda: DecisionTreeClassifier(random_state=seed),
        "knn-1": lambda: KNeighborsClassifier(1, algorithm="brute"),
        "knn-3": lambda: KNeighborsClassifier(3, algorithm="brute"),
        "svm": lambda: SVC(kernel="linear", C=settings["c"], tol=settings["tolerance"]),
    }[classifier]()


def predict(strategy, classifier, settings, seed, x, bits, test):
    def answers(y):
        return (model(classifier, settings, seed) if len(np.unique(y)) > 1 else Constant()).fit(x, y).predict(test)

    if strategy == "label-powerset":
        return answers(bits)
    labels = np.arange(settings["labels"])
    matrix = bits[:, None] >> labels & 1
    if classifier.startswith("knn"):
        # One search for all labels.
        columns = model(classifier, settings, seed).fit(x, matrix).predict(test).reshape(len(test), -1).T
    else:
        columns = Parallel(n_jobs=THREADS, prefer="threads")(delayed(answers)(matrix[:, label]) for label in labels)
    return sum(column.astype(np.int64) << label for label, column in zip(labels, columns))


class Rows:
    def __init__(self, folder):
        self.settings = json.loads((folder / "settings.json").read_text())
        columns = sum(self.settings["blocks"])
        self.raw = [np.fromfile(folder / f"{part}.f32", "<f4").reshape(self.settings[part], columns) for part in ("train", "eval")]
        self.bits = np.fromfile(folder / "labels.u32", "<u4").astype(np.int64)

    def scale(self):
        self.smooth = scaled(*self.raw, self.settings["blocks"])

    def predict(self, strategy, classifier, seed):
        x, test = self.raw if classifier == "decision-tree" else self.smooth
        return predict(strategy, classifier, self.settings, seed, x, self.bits, test)


def main(folder):
    print(f"scikit-learn {sklearn.__version__}", flush=True)
    rows = None
    for line in sys.stdin:
        words = line.split()
        if words == ["prepare"]:
            rows = Rows(folder)
            started = time.perf_counter()
            rows.scale()
            seconds = time.perf_counter() - started
        else:
            started = time.perf_counter()
            predicted = rows.predict(words[0], words[1], int(words[2]))
            seconds = time.perf_counter() - started
            predicted.astype("<u4").tofile(folder / "predicted.u32")
        print(repr(seconds), flush=True)


main(Path(sys.argv[1]))

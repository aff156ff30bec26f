"""scikit-learn's side of the comparison of classifiers.

Called with a folder that holds

    settings.json  {"train": n, "eval": e, "blocks": [columns of each block], "labels": q, "c": C of the SVM, "logisticC": C,
                    "treeSeeds": seeds, "cases": [[strategy, classifier], ...]} in the words of the settings
    train.f32      n rows of all columns, block after block, little-endian, not scaled
    eval.f32       e rows
    labels.u32     n label sets, bit c for class c

and prints {"name": ..., "predictions": {"strategy/classifier": [[label sets of the e rows], one list per seed]},
"seconds": {"strategy/classifier": seconds of the first}} as JSON.

All classifiers but the tree see z-scores of the training rows, divided by the square root of the number of columns of the block that
vary and of the number of blocks: the features behind the other side's kernels, so C is the same number on both sides. For z-scores as
they are it is C divided by the number of columns that vary, where there is one block.
"""
import json
import sys
import time
from pathlib import Path

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

TOLERANCE = 1e-6
ITERATIONS = 100000


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
        "logistic-regression": lambda: LogisticRegression(C=settings["logisticC"], tol=TOLERANCE, max_iter=ITERATIONS),
        "decision-tree": lambda: DecisionTreeClassifier(random_state=seed),
        "knn-1": lambda: KNeighborsClassifier(1, algorithm="brute"),
        "knn-3": lambda: KNeighborsClassifier(3, algorithm="brute"),
        "svm": lambda: SVC(kernel="linear", C=settings["c"]),
    }[classifier]()


def predict(strategy, classifier, settings, seed, x, bits, test):
    def answers(y):
        return (model(classifier, settings, seed) if len(np.unique(y)) > 1 else Constant()).fit(x, y).predict(test)

    if strategy == "label-powerset":
        return answers(bits)
    result = np.zeros(len(test), np.int64)
    for label in range(settings["labels"]):
        result |= answers(bits >> label & 1) << label
    return result


def main(folder):
    settings = json.loads((folder / "settings.json").read_text())
    columns = sum(settings["blocks"])
    train = np.fromfile(folder / "train.f32", "<f4").reshape(settings["train"], columns)
    test = np.fromfile(folder / "eval.f32", "<f4").reshape(settings["eval"], columns)
    bits = np.fromfile(folder / "labels.u32", "<u4").astype(np.int64)
    smooth = scaled(train, test, settings["blocks"])
    predictions, seconds = {}, {}
    for strategy, classifier in settings["cases"]:
        x, rows = (train, test) if classifier == "decision-tree" else smooth
        seeds = range(settings["treeSeeds"] if classifier == "decision-tree" else 1)
        name = f"{strategy}/{classifier}"
        predictions[name] = []
        for seed in seeds:
            started = time.perf_counter()
            predictions[name].append(predict(strategy, classifier, settings, seed, x, bits, rows).tolist())
            seconds.setdefault(name, time.perf_counter() - started)
    json.dump({"name": f"scikit-learn {sklearn.__version__}", "predictions": predictions, "seconds": seconds}, sys.stdout)


main(Path(sys.argv[1]))

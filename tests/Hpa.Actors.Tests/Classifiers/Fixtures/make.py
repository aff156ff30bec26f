"""Makes the JSON files beside it: synthetic data, and what scikit-learn 1.2.1 (whose SVC is LIBSVM) says of it.

    python3 make.py
"""
import json
import os

import numpy as np
from sklearn.metrics import accuracy_score, hamming_loss, precision_recall_fscore_support
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

HERE = os.path.dirname(os.path.abspath(__file__))
TOLERANCE = 1e-3
TIGHT = 1e-6


def write(name, value):
    with open(os.path.join(HERE, name), "w") as file:
        json.dump(value, file, separators=(",", ":"))
        file.write("\n")


def rows(x):
    return [[float(v) for v in row] for row in x]


def kernel(a, b):
    """Inner products as the C# side makes them: summed in double, kept in single precision."""
    return (a @ b.T).astype(np.float32).astype(np.float64)


def points(rng, labels, dimensions, spread):
    centres = rng.normal(size=(max(labels) + 1, dimensions)) * spread
    return np.round(centres[labels] + rng.normal(size=(len(labels), dimensions)), 3)


def objective(k, model, n):
    coef = np.zeros(n)
    coef[model.support_] = model.dual_coef_[0]
    return 0.5 * coef @ k @ coef - np.abs(coef).sum()


def binary(rng):
    y = (rng.random(120) < 0.3).astype(int)
    x, test_y = points(rng, y, 6, 0.5), (rng.random(200) < 0.3).astype(int)
    test = points(np.random.default_rng(5), test_y, 6, 0.5)
    cases = []
    for c in (0.01, 0.1, 1, 10, 100):
        for weight in (1, 3):
            k = kernel(x, x)
            model = SVC(kernel="precomputed", C=c, tol=TOLERANCE, class_weight={1: weight}).fit(k, y)
            # SVC calls the larger label the positive side in its two-class decision values.
            cases.append({"c": c, "weight": weight, "objective": objective(k, model, len(y)), "rho": float(-model.intercept_[0]),
                          "decisions": [float(d) for d in model.decision_function(kernel(test, x))]})
    return {"x": rows(x), "positive": [bool(v) for v in y], "test": rows(test), "cases": cases}


def multi_class(rng):
    y = np.repeat([0, 1, 2, 3, 4], [60, 30, 15, 6, 2])
    rng.shuffle(y)
    x = points(rng, y, 8, 0.7)
    test = np.round(rng.normal(size=(250, 8)) * 1.3, 3)
    k, kt = kernel(x, x), kernel(test, x)
    cases = []
    for c in (0.1, 1, 10):
        for weights in ([1, 1, 1, 1, 1], [1, 2, 4, 10, 30]):
            model = SVC(kernel="precomputed", C=c, tol=TOLERANCE, class_weight=dict(enumerate(weights))).fit(k, y)
            rest = []
            for j in range(5):
                one = SVC(kernel="precomputed", C=c, tol=TOLERANCE, class_weight={1: weights[j]}).fit(k, (y == j).astype(int))
                rest.append(one.decision_function(kt))
            cases.append({"c": c, "weights": weights, "oneAgainstOne": model.predict(kt).tolist(),
                          "oneAgainstAll": np.argmax(rest, axis=0).tolist(),
                          "support": int(len(model.support_)), "rho": [float(-r) for r in model.intercept_],
                          "coefficientSums": [float(v) for v in np.abs(model.dual_coef_).sum(axis=1)]})
    return {"x": rows(x), "y": y.tolist(), "test": rows(test), "cases": cases}


def multi_label(rng):
    """Raw features in three blocks of unequal length and scale, one column constant; the twin sees the scaled columns side by side."""
    dimensions = [7, 12, 4]
    parts = {"train": 140, "eval": 80}
    bits = {name: rng.choice([0b1, 0b100, 0b101, 0b10000, 0b10001, 0b1000000], size=n, p=[0.35, 0.25, 0.15, 0.1, 0.1, 0.05])
            for name, n in parts.items()}
    blocks = {name: [] for name in parts}
    for d in dimensions:
        effects = rng.normal(size=(7, d)) * 0.6
        for name, n in parts.items():
            on = (bits[name][:, None] >> np.arange(7)) & 1
            raw = (on @ effects + rng.normal(size=(n, d))) * d ** 2 + 3
            if d == 12:
                raw[:, 3] = 2.7
            blocks[name].append(np.round(raw, 3).astype(np.float32))
    result = {"dimensions": dimensions, "labels": {n: b.tolist() for n, b in bits.items()},
              "blocks": {n: [rows(b) for b in bs] for n, bs in blocks.items()}, "cases": []}
    for subset in ([0], [1, 2], [0, 1, 2]):
        columns = {name: [] for name in parts}
        for b in subset:
            scaler = StandardScaler().fit(blocks["train"][b].astype(np.float64))
            varying = np.ptp(blocks["train"][b], axis=0) > 0
            for name in parts:
                z = scaler.transform(blocks[name][b].astype(np.float64))[:, varying]
                columns[name].append(z / np.sqrt(varying.sum()) / np.sqrt(len(subset)))
        x, test = (np.hstack(columns[name]) for name in ("train", "eval"))
        for c in (1, 10):
            powerset = SVC(kernel="linear", C=c, tol=TIGHT).fit(x, bits["train"])
            decisions = []
            for label in (0, 2, 4, 6):
                one = SVC(kernel="linear", C=c, tol=TIGHT).fit(x, bits["train"] >> label & 1)
                decisions.append([float(v) for v in one.decision_function(test)])
            result["cases"].append({"subset": subset, "c": c, "powerset": powerset.predict(test).tolist(), "decisions": decisions})
    return result


def metrics(rng):
    cases = []
    for n, scored in ((1, [3, 8]), (5, [0, 1]), (40, [0, 2, 5, 9, 27]), (200, list(range(28))), (200, [1, 4, 6])):
        for density in (0.05, 0.4):
            truth = rng.random((n, 28)) < density
            predicted = np.where(rng.random((n, 28)) < 0.7, truth, rng.random((n, 28)) < density)
            silent = [c for c in range(28) if c not in scored]
            truth[:, silent] = predicted[:, silent] = False
            if len(scored) > 2:
                truth[:, scored[0]] = False
                predicted[:, scored[1]] = False
                truth[:, scored[2]] = predicted[:, scored[2]] = False
            t, p = truth[:, scored].astype(int), predicted[:, scored].astype(int)
            figures = {a or "perClass": precision_recall_fscore_support(t, p, average=a, zero_division=0)[:3] for a in ("macro", "micro", "weighted", None)}
            cases.append({"scored": scored,
                          "truth": [int((row * (1 << np.arange(28))).sum()) for row in truth.astype(int)],
                          "predicted": [int((row * (1 << np.arange(28))).sum()) for row in predicted.astype(int)],
                          "subsetAccuracy": float((t == p).all(axis=1).mean()), "hammingLoss": float((t != p).mean()),
                          **{name: [np.asarray(v, dtype=float).tolist() for v in values] for name, values in figures.items()}})
            assert abs(accuracy_score(t, p) - cases[-1]["subsetAccuracy"]) < 1e-12
            assert abs(hamming_loss(t, p) - cases[-1]["hammingLoss"]) < 1e-12
    return {"cases": cases}


if __name__ == "__main__":
    write("binary.json", binary(np.random.default_rng(1)))
    write("multi_class.json", multi_class(np.random.default_rng(2)))
    write("multi_label.json", multi_label(np.random.default_rng(3)))
    write("metrics.json", metrics(np.random.default_rng(4)))

"""Makes logistic.json, neighbours.json and tree.json beside it: synthetic data, and what scikit-learn 1.2.1 says of it.

    python3 make_learners.py
"""
import json
import os

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.tree import DecisionTreeClassifier

HERE = os.path.dirname(os.path.abspath(__file__))


def write(name, value):
    with open(os.path.join(HERE, name), "w") as file:
        json.dump(value, file, separators=(",", ":"))
        file.write("\n")


def rows(x):
    return [[float(v) for v in row] for row in x]


def points(rng, labels, dimensions, spread):
    centres = rng.normal(size=(max(labels) + 1, dimensions)) * spread
    return np.round(centres[labels] + rng.normal(size=(len(labels), dimensions)), 3)


def logistic(rng):
    y = np.repeat([0, 1, 2, 3, 4], [60, 30, 15, 10, 5])
    rng.shuffle(y)
    x, test = points(rng, y, 9, 0.7), np.round(rng.normal(size=(60, 9)) * 1.3, 3)
    cases = []
    for c in (0.01, 1, 100):
        for weight in (None, "balanced"):
            options = dict(C=c, class_weight=weight, tol=1e-6, max_iter=100000, solver="newton-cg")
            binary = [LogisticRegression(**options).fit(x, y == j).decision_function(test).tolist() for j in range(5)]
            model = LogisticRegression(multi_class="multinomial", **options).fit(x, y)
            cases.append({"c": c, "balanced": weight is not None, "binary": binary,
                          "multinomial": model.decision_function(test).T.tolist(), "probabilities": model.predict_proba(test).T.tolist()})
    return {"x": rows(x), "y": y.tolist(), "test": rows(test), "cases": cases}


def label_matrix(bits):
    return np.asarray(bits)[:, None] >> np.arange(28) & 1


def of_matrix(labels):
    return [int(v) for v in (np.asarray(labels).astype(int) << np.arange(28)).sum(axis=1)]


def multi_label(rng, n, dimensions, decimals=3):
    sets = np.array([0b1, 0b100, 0b101, 0b10000, 0b10001, 0b1000000])
    bits = rng.choice(sets, size=n, p=[0.35, 0.25, 0.15, 0.1, 0.1, 0.05])
    effects = np.random.default_rng(99).normal(size=(28, dimensions)) * 1.2
    return np.round(label_matrix(bits) @ effects + rng.normal(size=(n, dimensions)), decimals).astype(np.float32), bits


def neighbours(rng):
    (x, bits), (test, _) = multi_label(rng, 150, 6), multi_label(rng, 80, 6)
    cases = []
    for k in (1, 3, 7):
        matrix = KNeighborsClassifier(k, algorithm="brute").fit(x, label_matrix(bits))
        powerset = KNeighborsClassifier(k, algorithm="brute").fit(x, bits)
        cases.append({"k": k, "rows": matrix.kneighbors(test)[1].tolist(), "relevance": of_matrix(matrix.predict(test)),
                      "powerset": powerset.predict(test).tolist()})
    return {"x": rows(x), "labels": bits.tolist(), "test": rows(test), "cases": cases}


def untied_tree(x, y, **options):
    """The tree that two seeds agree on, or None: ties between columns are broken by the seed."""
    trees = [DecisionTreeClassifier(random_state=seed, **options).fit(x, y) for seed in range(6)]
    same = all(np.array_equal(t.tree_.feature, trees[0].tree_.feature) for t in trees)
    return trees[0] if same else None


def tree(rng):
    """Columns with few rows of a class left tie; the cases here are those where no split of the tree did."""
    (x, bits), (test, _) = multi_label(rng, 160, 5), multi_label(rng, 120, 5)
    cases = []
    for depth, leaf in ((1, 1), (2, 1), (3, 1), (3, 9), (4, 7), (0, 12)):
        options = dict(max_depth=depth or None, min_samples_leaf=leaf)
        for classes in (0, 2, 4, 6, None):
            y = bits if classes is None else bits >> classes & 1
            model = untied_tree(x, y, **options)
            if model is not None:
                cases.append({"depth": depth, "leaf": leaf, "class": -1 if classes is None else classes, "nodes": int(model.tree_.node_count),
                              "predicted": model.predict(test).tolist(), "share": model.predict_proba(test)[:, -1].tolist()})
    return {"x": rows(x), "labels": bits.tolist(), "test": rows(test), "cases": cases}


if __name__ == "__main__":
    write("logistic.json", logistic(np.random.default_rng(1)))
    write("neighbours.json", neighbours(np.random.default_rng(2)))
    write("tree.json", tree(np.random.default_rng(3)))

"""Makes balanced.json beside it: overlapping classes, and what scikit-learn 1.2.1 (whose SVC is LIBSVM) makes of them for many C.

    python3 make_svm.py
"""
import numpy as np
from sklearn.svm import SVC

from make import kernel, objective, points, rows, write

TOLERANCE = 1e-3


def pair_objectives(model, k, y):
    """½ αᵀQα − Σα of every pair, from the coefficients that the pairs share."""
    classes, counts = len(model.n_support_), model.n_support_
    ends = np.cumsum(counts)
    result = []
    for i in range(classes):
        for j in range(i + 1, classes):
            coef = np.zeros(len(y))
            for own, other in ((i, j), (j, i)):
                at = slice(ends[own] - counts[own], ends[own])
                coef[model.support_[at]] = model.dual_coef_[other - 1 if other > own else other, at]
            result.append(float(0.5 * coef @ k @ coef - np.abs(coef).sum()))
    return result


def balanced(rng):
    y = np.sort(rng.choice([0, 1, 2, 3], size=640, p=[0.5, 0.3, 0.15, 0.05]))
    x = np.round(points(rng, y, 8, 0.45), 2)
    test = np.round(rng.normal(size=(300, 8)) * 1.2, 2)
    k, kt = kernel(x, x), kernel(test, x)
    cases = []
    for c in (0.01, 0.1, 1, 10, 100):
        for weight in (None, "balanced"):
            pairs = SVC(kernel="precomputed", C=c, tol=TOLERANCE, class_weight=weight).fit(k, y)
            rest = [SVC(kernel="precomputed", C=c, tol=TOLERANCE, class_weight=weight).fit(k, (y == j).astype(int)) for j in range(4)]
            cases.append({"c": c, "balanced": weight is not None,
                          "oneAgainstOne": pairs.predict(kt).tolist(), "pairObjectives": pair_objectives(pairs, k, y),
                          "oneAgainstAll": np.argmax([one.decision_function(kt) for one in rest], axis=0).tolist(),
                          "restObjectives": [float(objective(k, one, len(y))) for one in rest]})
    return {"x": rows(x), "y": y.tolist(), "test": rows(test), "cases": cases}


if __name__ == "__main__":
    write("balanced.json", balanced(np.random.default_rng(11)))

"""The peer of `hpa bench select`: the genetic algorithm of DEAP with scikit-learn's SVC on the columns of the chosen blocks.

Called with a scratch folder. Writes a line with names and versions, then answers the one line

    run TRAIN VAL BLOCKS COLUMNS C SEED EVALUATIONS

with seconds per evaluation (choosing columns, fit, predict, macro-F1), seconds of all else, the number of evaluations and the
best macro-F1. columns.raw has [train + val x blocks * columns] float32, one row after the other; labels stand in train.raw
and val.raw (int32). Operators are those of DEAP's own example for bit strings.
"""
import random
import sys
import time
from pathlib import Path

import deap
import numpy as np
import sklearn
from deap import algorithms, base, creator, tools
from sklearn.metrics import f1_score
from sklearn.svm import SVC

TOLERANCE = 1e-3


class Fitness:
    """Evaluates subsets of blocks and counts the time it takes."""

    def __init__(self, folder, train, val, blocks, columns, c):
        self.rows = np.memmap(folder / "columns.raw", np.float32, "r", shape=(train + val, blocks, columns))
        self.train_labels = np.fromfile(folder / "train.raw", np.int32)
        self.val_labels = np.fromfile(folder / "val.raw", np.int32)
        self.classes = np.union1d(self.train_labels, self.val_labels)
        self.train, self.c = train, c
        self.seconds, self.count = 0.0, 0

    def __call__(self, individual):
        started = time.perf_counter()
        chosen = np.flatnonzero(individual)
        if len(chosen) == 0:
            return (0.0,)
        # The same scale as in hpa, so that C means the same whatever the number of blocks.
        x = self.rows[:, chosen].reshape(len(self.rows), -1).astype(np.float64) / np.sqrt(len(chosen))
        model = SVC(kernel="linear", C=self.c, tol=TOLERANCE).fit(x[: self.train], self.train_labels)
        predicted = model.predict(x[self.train :])
        score = f1_score(self.val_labels, predicted, labels=self.classes, average="macro", zero_division=0)
        self.seconds += time.perf_counter() - started
        self.count += 1
        return (score,)


def run(folder, train, val, blocks, columns, c, seed, evaluations):
    fitness = Fitness(folder, train, val, blocks, columns, c)
    random.seed(seed)
    creator.create("Best", base.Fitness, weights=(1.0,))
    creator.create("Individual", list, fitness=creator.Best)
    toolbox = base.Toolbox()
    toolbox.register("gene", random.randint, 0, 1)
    toolbox.register("individual", tools.initRepeat, creator.Individual, toolbox.gene, blocks)
    toolbox.register("population", tools.initRepeat, list, toolbox.individual)
    toolbox.register("evaluate", fitness)
    toolbox.register("mate", tools.cxUniform, indpb=0.5)
    toolbox.register("mutate", tools.mutFlipBit, indpb=0.05)
    toolbox.register("select", tools.selTournament, tournsize=3)
    started = time.perf_counter()
    population = toolbox.population(n=max(2, evaluations - evaluations // 2))
    best = tools.HallOfFame(1)
    algorithms.eaSimple(population, toolbox, cxpb=0.8, mutpb=0.2, ngen=1 if evaluations > 2 else 0, halloffame=best, verbose=False)
    rest = time.perf_counter() - started - fitness.seconds
    return fitness.seconds / fitness.count, rest, fitness.count, best[0].fitness.values[0]


def main(folder):
    print(f"DEAP {deap.__version__} with scikit-learn {sklearn.__version__}", flush=True)
    for line in sys.stdin:
        _, train, val, blocks, columns, c, seed, evaluations = line.split()
        print(*map(repr, map(float, run(folder, int(train), int(val), int(blocks), int(columns), float(c), int(seed), int(evaluations)))), flush=True)


main(Path(sys.argv[1]))

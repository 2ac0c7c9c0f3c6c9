# SPDX-License-Identifier: Apache-2.0
"""Scores the pairs of a file by the packages rouge-score and sacrebleu: what TextScores compares itself with.

Arguments: a file with "expected<TAB>output" a line, and where to write a line of three scores for each.
Prints the seconds of processor time that ROUGE-L, BLEU and chrF took.
"""
import sys
import time

from rouge_score import rouge_scorer
from sacrebleu.metrics import BLEU, CHRF

with open(sys.argv[1], encoding="utf-8", newline="\n") as file:
    pairs = [line.rstrip("\n").split("\t") for line in file]

rouge = rouge_scorer.RougeScorer(["rougeL"])
bleu = BLEU(effective_order=True)
chrf = CHRF()
metrics = [
    lambda expected, output: rouge.score(expected, output)["rougeL"].fmeasure,
    lambda expected, output: bleu.sentence_score(output, [expected]).score,
    lambda expected, output: chrf.sentence_score(output, [expected]).score,
]
seconds = []
columns = []
for metric in metrics:
    begin = time.process_time()
    columns.append([metric(expected, output) for expected, output in pairs])
    seconds.append(time.process_time() - begin)

with open(sys.argv[2], "w", encoding="utf-8") as file:
    for row in zip(*columns):
        file.write("\t".join(repr(value) for value in row) + "\n")
print("RESULT", *seconds)

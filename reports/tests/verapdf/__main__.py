import sys

from reports.tests.verapdf import run

answer = run(sys.argv[1], sys.argv[2:])
print(answer, end="")
sys.exit(answer.startswith("FAILED") or "\nFAILED" in answer)

"""The parts of train_ranker.py: judged questions with their candidates, training, folds."""

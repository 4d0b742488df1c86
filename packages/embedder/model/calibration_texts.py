"""Texts whose activations set the ranges of the int8 graph. Written for this project, free to use."""

import random

SUBJECTS = ["User", "The user", "Maria", "Tom", "Our customer", "She", "He", "My brother", "Dr. Okafor", "The team"]
PREDICATES = [
    "prefers dark mode interfaces",
    "is proficient in Python and JavaScript",
    "works as a software engineer at a small company",
    "moved from Lisbon to Toronto in 2019",
    "is allergic to peanuts and shellfish",
    "has two daughters, Anna and Lucy",
    "plays the cello in a local orchestra",
    "wants weekly reports on Monday at 9:00",
    "runs a bakery near the harbour",
    "is training for the half marathon on 12 May",
    "dislikes phone calls and asks for e-mail",
    "bought a used bicycle for $250",
    "speaks Spanish, French and a little Japanese",
    "paid invoice #4471 late",
    "reads science fiction before sleeping",
    "adopted a grey cat called Biscuit",
    "changed the shipping address to 14 Elm Street",
    "cancelled the annual plan",
    "is preparing a talk about distributed databases",
    "lost the keys at the airport",
]
ENDINGS = [
    "",
    ".",
    " last summer.",
    " because the old one broke.",
    " and asked us to remember it.",
    " since March 2021.",
    " but only on weekends.",
    " according to the last call.",
    " :)",
    "!",
    "?",
    " (confirmed)",
]
QUESTIONS = [
    "What does the user do for work?",
    "Where did Maria move?",
    "When is the marathon?",
    "who are the kids",
    "How much was the bike?",
    "Which languages does he speak?",
    "why was the plan cancelled",
    "favourite book genre?",
]
PASSAGES = [
    "We drove to the coast with the dog, had fish and chips by the harbour wall, and came home after dark "
    "because the train line was closed for repairs again. ",
    "The meeting covered the budget for next year, the two open positions, and whether to renew the contract "
    "with the supplier in Leeds. ",
    "def handler(event): return {'status': 200, 'body': json.dumps(event)} ",
    "ERROR 2024-03-11T09:14:22Z worker 3: connection reset by peer after 30 s. ",
    "Thanks for getting back so quickly! I did not expect an answer on Sunday. ",
    "Das Wetter in Hamburg war heute schön. ",
    "Él vive en Madrid con su hermana. ",
    "你好，世界。今天天气很好。",
    "Привет, как дела? ",
    "한국어로 쓴 짧은 문장입니다. ",
    "مرحبا، كيف حالك اليوم؟ ",
    "🎉🎉 great news 😀 ",
    "https://example.com/a/b?c=1&d=2 ",
    "zzzzzzzzqqqqxxxx 0x7fff5fbff8c0 ",
]
SINGLE = ["a", "?", "...", "hi", "ok", "1 2 3 4 5 6 7 8 9 " * 12, "the " * 200, "| a | b |\n|---|---|\n| 1 | 2 |", "x" * 80]


def calibration_texts(count=480):
    """The same texts every time: statements, dialogue, questions, passages of every length, odd ones."""
    chosen = random.Random(7)

    def statement():
        return f"{chosen.choice(SUBJECTS)} {chosen.choice(PREDICATES)}{chosen.choice(ENDINGS)}"

    def passages(most):
        return "".join(chosen.choice(PASSAGES) for _ in range(chosen.randint(1, most)))

    kinds = [
        statement,
        lambda: chosen.choice(QUESTIONS),
        lambda: " ".join(statement() for _ in range(chosen.randint(2, 12))),
        statement,
        lambda: passages(6),
        lambda: f"{chosen.choice(SUBJECTS)}: {passages(1)}{chosen.choice(PREDICATES)}",
    ]
    return SINGLE + [kinds[index % len(kinds)]() for index in range(count)]

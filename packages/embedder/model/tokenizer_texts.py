"""Texts on which tokenizers tend to differ."""

from calibration_texts import PASSAGES, PREDICATES, SINGLE

ODD = [
    "",
    " \t\r\n ",
    "Hello, World!",
    "unaffable UNBELIEVABLY antidisestablishmentarianism",
    "déjà vu, naïve café, ÅNGSTRÖM, Crème brûlée, İstanbul, straße",
    "e\u0301 = \u00e9; n\u0303; a\u0308\u0323",
    "don't can't it's o'clock rock'n'roll",
    "user@example.com https://example.com/a_b?c=1&d=%20#top",
    "$5.00 + 10% = `x` ^ y | z ~ <tag> [link](url) {json: \"v\"}",
    "日本語とEnglishの混在 東京タワー ひらがな カタカナ",
    "中文字符，全角标点。“引号”《书名》",
    "한국어 문장 테스트",
    "русский текст, ёлка, й",
    "ελληνικά κείμενο Άλφα",
    "हिन्दी में लिखा हुआ वाक्य",
    "ไทยไม่มีช่องว่าง",
    "مرحبا بالعالم، كيف الحال؟",
    "שלום עולם",
    "😀 👩‍👩‍👧‍👦 🇩🇪 ❤️ ☃ ✓ → ∑ ½ ² ™",
    "zero\u200bwidth soft\u00adhyphen bom\ufeff nbsp\u00a0x thin\u2009x line\u2028x",
    "null\u0000 bell\u0007 del\u007f c1\u0085\u009f replacement\ufffd",
    "private \ue000 unassigned \u0378 tag \U000e0041",
    "\U00020000\U0002a6d7 rare ideographs \uf900",
    "a" * 99 + " " + "b" * 100 + " " + "c" * 101,
    "😀" * 60,
    "x1y2z3 v1.2.3-rc.4 0xdeadbeef 3.14159 1,000,000 2024-03-11T09:14:22Z",
    "ALLCAPS CamelCaseWord snake_case_word kebab-case-word",
    "## ##ing ] [ -- __init__ ...",
    "ﬁ ﬂ ligatures Ⅳ ① ａｂｃ full width ＡＢＣ",
    "tab\tnew\nline\rreturn\x0bvertical\x0cfeed",
]


def tokenizer_texts():
    return ODD + PASSAGES + PREDICATES + SINGLE

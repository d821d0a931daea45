"""Words that newspapers open, continue and close with, in English and Russian."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from reader.text.tokens import hash_word

OPENERS = {
    "pronoun": ("he she it they his her their its this that these those him them we our i my you who which there such "
                "он она оно они его ее её их этот эта это эти тот та те мы наш я мой вы кто который такой там", 1),
    "goes on": ("also but however and meanwhile still yet then though although nevertheless instead besides"
    " additionally "
                "moreover furthermore despite while after since earlier later when as if so for because another"
                " other some "
                "many both one more even in at on by according asked speaking "
                "также тоже но однако и а между тем затем потом впрочем хотя тогда поэтому кроме при ранее позже когда "
                "если потому другой некоторые многие оба еще ещё кстати отметим напомним", 1),
    "said": ("said says told added adding asked replied wrote tweeted explained noted according argued claimed"
    " announced "
             "reported stated continued concluded statement interview spokesman spokeswoman spokesperson "
             "сказал сказала заявил заявила заявили сообщил сообщила сообщили добавил добавила отметил отметила "
             "подчеркнул пояснил написал рассказал рассказала словам данным сообщает", 1000),
    "weekday": ("monday tuesday wednesday thursday friday saturday sunday yesterday today tonight "
                "понедельник вторник среду четверг пятницу субботу воскресенье вчера сегодня", 30),
    "article": ("a an", 1),
    "the": ("the", 1),
    "office": ("president minister chief spokesman director executive secretary chairman leader senator"
    " governor professor "
               "general head ceo coach analyst official officials "
               "президент министр глава директор секретарь председатель лидер губернатор депутат профессор генерал",
               16),
    "agency": ("reuters ap afp tass interfax cnn bbc тасс интерфакс риа", 8),
}  # fmt: skip
"""Words and how many places from the start of a paragraph they count."""


@cache
def word_sets() -> dict[str, tuple[NDArray[np.uint32], int]]:
    """Hashes of `OPENERS`, sorted, with their reach."""
    return {
        name: (np.array(sorted({hash_word(word) for word in words.split()}), np.uint32), reach)
        for name, (words, reach) in OPENERS.items()
    }

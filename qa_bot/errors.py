"""What can go wrong above retrieval. Each message is one line that says what happened and what to do."""


class QABotError(Exception):
    """The base of every error that this package raises on purpose."""


class ConfigError(QABotError):
    """A setting or an argument that cannot be used."""


class QuestionError(QABotError):
    """A question that cannot be asked."""


class ConversationsError(QABotError):
    """Conversations that cannot be read, or one that is not there."""


class ReaderError(QABotError):
    """The question-answering model cannot be loaded, or is not the one that it should be."""

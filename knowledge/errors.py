"""The faults of the knowledge side, typed by what the reader of the message can do about them.

KnowledgeError
├── DocumentFault            one file cannot be taken in; the others go on
│   ├── UnreadableDocument   the file is broken, empty, encrypted, too large, of an unknown type, ...
│   └── ClassifiedDocument   the file bears a classification mark: nothing of it may be kept
├── ModelFault               the embedding model cannot be loaded or does not fit the stored vectors
├── LanguageFault            the language model gives no reply: all goes on without it
│   ├── ModelLate            it did not answer in time, or cannot be reached: another try may do
│   └── ModelRefused         it does not take what it was sent (key, name, budget): the settings are to be looked at
└── IndexFault               the vector index cannot be made or searched: its folder is to be removed or made writable
"""


class KnowledgeError(Exception):
    """Any fault that the knowledge side reports in one line."""


class DocumentFault(KnowledgeError):
    """One file cannot be taken in; ``file`` names it and ``fault`` says why."""

    def __init__(self, file: str, fault: str) -> None:
        super().__init__(f"{file}: {fault}")
        self.file = file
        self.fault = fault


class UnreadableDocument(DocumentFault):
    """The file cannot be read as a document."""


class ClassifiedDocument(DocumentFault):
    """The file bears a classification mark; nothing of it is kept."""

    def __init__(self, file: str) -> None:
        super().__init__(file, "bears a classification mark (密级); refused, nothing of it was kept")


class ModelFault(KnowledgeError):
    """The embedding model cannot be used."""


class LanguageFault(KnowledgeError):
    """The language model gives no reply that can be used."""


class ModelLate(LanguageFault):
    """The language model did not answer in time or cannot be reached."""


class ModelRefused(LanguageFault):
    """The language model does not take what it was sent."""


class IndexFault(KnowledgeError):
    """The vector index cannot be used; ``fault`` is chromadb's own sentence."""

    def __init__(self, fault: str) -> None:
        super().__init__(f"the vector index cannot be used: {fault}")
        self.fault = fault

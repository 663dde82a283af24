"""The fault of the prompts' side: a file is to be mended by whoever wrote it."""


class PromptFault(Exception):
    """Files cannot be used as they are; ``faults`` holds one line each, as ``file: what is wrong``."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults

"""The library as a langchain retriever, for chains that take one."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from knowledge.retrieval import Hit, Retriever


class LibraryRetriever(BaseRetriever):
    """Gives the ``count`` best passages for a question, as langchain documents with where they stand."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    source: Retriever
    count: int = 10

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [
            Document(page_content=hit.unit.text, metadata=_metadata(hit))
            for hit in self.source.search(query, count=self.count).hits
        ]


def _metadata(hit: Hit) -> dict[str, Any]:
    unit = hit.unit
    return {
        "file": unit.document.file,
        "document": unit.document.title,
        "locator": unit.passage.locator,
        "status": unit.entry.standing.status.value,
        "score": hit.score,
    }

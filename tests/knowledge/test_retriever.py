"""The library as a langchain retriever."""

from langchain_core.retrievers import BaseRetriever

from knowledge.retriever import LibraryRetriever
from tests.knowledge.desk import Desk


def test_passages_come_as_documents_with_where_they_stand(office: Desk) -> None:
    retriever = LibraryRetriever(source=office.retriever, count=3)
    assert isinstance(retriever, BaseRetriever)
    found = retriever.invoke("公章可以带出办公室吗")
    hits = office.search("公章可以带出办公室吗", count=3).hits
    assert [document.page_content for document in found] == [hit.unit.text for hit in hits]
    assert found[0].metadata == {
        "file": "印章使用办法2020.txt",
        "document": "印章使用办法",
        "locator": "第二条",
        "status": "现行",
        "score": hits[0].score,
    }


async def test_it_can_be_awaited(office: Desk) -> None:
    (first, *others) = await LibraryRetriever(source=office.retriever).ainvoke("值班管理办法第三条")
    assert first.metadata["locator"] == "第三条"
    assert len(others) == 9


def test_an_empty_library_gives_no_documents(desk: Desk) -> None:
    assert LibraryRetriever(source=desk.retriever).invoke("值班") == []

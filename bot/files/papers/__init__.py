"""Papers as .docx files in the layout of GB/T 9704-2012."""

from bot.files.papers.paper import Foot, Form, Grid, Head, Labelled, Paper, Paragraph
from bot.files.papers.writing import write_paper

__all__ = ["Foot", "Form", "Grid", "Head", "Labelled", "Paper", "Paragraph", "write_paper"]

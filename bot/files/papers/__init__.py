"""Papers as .docx files in the layout of GB/T 9704-2012."""

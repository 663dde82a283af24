"""The starter handbook: model rules in Chinese that an office without documents of its own begins with and edits."""

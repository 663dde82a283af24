"""The database: one module of tables and one store a subject. SQLAlchemy lives here and nowhere else."""

from sqlalchemy import Connection, Engine

__all__ = ["Connection", "Engine"]

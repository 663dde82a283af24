"""Files that an office hands in and takes out: tables, calendars, pictures. One library a module."""

"""A Telegram of one's own on loopback: a strict Bot API server for tests and for trying the bot out.

``server.Sandbox`` is the way in. ``world`` holds the state, ``people`` what persons do, ``methods`` what the bot does;
``backend`` draws the consequences of both. The package is complete in itself: nothing else of the bot is used here.
"""

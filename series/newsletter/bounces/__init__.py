"""Mail that came back. The provider tells at a signed address; the mail server may say it at once.

signature   how it is known that a call is the provider's and new
taking      what a bounce does to its delivery and to its subscriber
door        the address
"""

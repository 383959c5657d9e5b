"""What a mail says: from live revisions and nothing else, written once an issue and language.

episode   what is told of a film
stencil   the mail of an issue in a language, with gaps for who gets it
mail      one mail, ready to be handed over
"""

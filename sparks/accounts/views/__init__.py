"""The pages of signing in. Allauth's views where they do what we want, under our templates; here is the rest."""

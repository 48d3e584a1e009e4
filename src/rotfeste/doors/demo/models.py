"""How far the building of the made-up Norway has come, so that it goes on where it was interrupted."""

from django.db import models


class Stage(models.Model):
    """A part of the building that is done."""

    name = models.CharField(max_length=40, primary_key=True)
    done_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Played(models.Model):
    """How many steps of a household's way have been played."""

    reference = models.CharField(max_length=40, primary_key=True)
    steps = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.reference}: {self.steps}"

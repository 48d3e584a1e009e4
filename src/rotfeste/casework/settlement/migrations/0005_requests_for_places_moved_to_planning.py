"""Requests for places are kept by planning, which stands below."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("settlement", "0004_walls_of_special_roads"), ("planning", "0003_requests_from_settlement")]

    operations = [migrations.DeleteModel(name="PlacesRequest")]

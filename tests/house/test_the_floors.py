"""No foreign key climbs: import-linter reads imports, this reads the tables (a string reference escapes it)."""

from django.apps import apps

FLOORS = [
    {"front", "attendance"}, {"reception"}, {"desks", "resources", "events"}, {"accounts"},
    {"tallies", "live", "outbox"}, {"centre"}, {"kit"},
]  # fmt: skip


def floor_of(label):
    return next((height for height, rooms in enumerate(FLOORS) if label in rooms), None)


def test_every_room_of_the_house_stands_on_a_floor():
    ours = {config.label for config in apps.get_app_configs() if config.module.__name__.split(".")[0] in
            ("citedesmetiers", "reception", "desks", "resources", "events")}  # fmt: skip
    assert {label for label in ours if floor_of(label) is None} == set()


def test_no_table_points_to_a_floor_above_or_to_a_stranger():
    climbs = []
    for model in apps.get_models():
        here = floor_of(model._meta.app_label)
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if here is None or not target or field.auto_created or not field.is_relation:
                continue
            there = floor_of(target._meta.app_label)
            if there is None or there < here or (there == here and target._meta.app_label != model._meta.app_label):
                climbs.append(f"{model._meta.label}.{field.name} → {target._meta.label}")
    assert climbs == []

"""Tables that hold nothing about a refugee, and therefore need no row-level security; each with the reason why."""

WITHOUT_PERSONS = {
    "places_edition": "which files the tables of places were filled from",
    "places_change": "public: changes between municipalities",
    "places_citydistrict": "public: city districts",
    "places_county": "public: counties",
    "places_membership": "public: which region a municipality belongs to",
    "places_municipality": "public: municipalities",
    "places_population": "public: population by municipality",
    "places_region": "public: regions",
}

"""How far each country is from the nearest other one, with numpy."""

import json

import numpy as np

EARTH_RADIUS_KM = 6371.0


def handler(event, context):
    question = json.loads(event["body"])
    everyone, region = question["countries"], question["region"]
    latitude = np.radians([country["latitude"] for country in everyone])
    longitude = np.radians([country["longitude"] for country in everyone])
    mine = np.array([index for index, country in enumerate(everyone) if country["region"] == region])

    # the haversine formula, each of mine against everyone
    half_latitude = (latitude[mine, None] - latitude[None, :]) / 2
    half_longitude = (longitude[mine, None] - longitude[None, :]) / 2
    chord = (np.sin(half_latitude) ** 2
             + np.cos(latitude[mine, None]) * np.cos(latitude[None, :]) * np.sin(half_longitude) ** 2)
    distance = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))
    distance[np.arange(len(mine)), mine] = np.inf  # nobody is their own neighbour
    nearest = distance.argmin(axis=1)

    print("%s: %d countries" % (region, len(mine)))
    return [
        {
            "name": everyone[one]["name"],
            "region": region,
            "neighbour": everyone[other]["name"],
            "kilometres": round(float(distance[row, other]), 1),
        }
        for row, (one, other) in enumerate(zip(mine, nearest))
    ]

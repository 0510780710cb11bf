// The countries of the world, from the package world-countries.
'use strict';

const countries = require('world-countries');

exports.handler = (event) => {
  const region = event.queryStringParameters?.region;
  const found = countries.filter((country) => !region || country.region === region);
  console.log(`${found.length} of ${countries.length} countries`);
  return found.map((country) => ({
    name: country.name.common,
    region: country.region,
    latitude: country.latlng[0],
    longitude: country.latlng[1],
    area: country.area,
  }));
};

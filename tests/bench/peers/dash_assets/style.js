// The colour of a shape on the day of the slider: dash-leaflet calls it by name.
window.dashExtensions = Object.assign({}, window.dashExtensions, {
  bench: {
    style: (feature, context) => ({
      color: "#475569",
      weight: 0.6,
      fillOpacity: 1,
      fillColor: feature.properties.fills[context.hideout.day],
    }),
  },
});

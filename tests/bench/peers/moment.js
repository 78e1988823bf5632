// The one call that folium's time slider makes of moment.js: a day in words. Less work than the library itself.
window.moment = function (when) {
  this.format = () => new Date(when).toDateString();
};

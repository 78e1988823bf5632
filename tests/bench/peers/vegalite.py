"""A Vega-Lite (Altair) choropleth, whose bound slider steps in the browser."""

import altair as alt
import streamlit as st

from tests.bench.peers.shared import COLOURS, HEIGHT, STEPS, WITH_CONTENT, fills, names, placed, words


def shapes() -> alt.Chart:
    """Every shape with its colours of all days; the slider says which of them counts."""
    colours = [fills(number) for number in range(STEPS)]
    features = [one | {"fills": [of_day[one["id"]] for of_day in colours]} for one in placed()["features"]]
    palette = list(COLOURS.values())
    return (
        alt.Chart(alt.Data(values=features))
        .mark_geoshape(stroke="#475569", strokeWidth=0.6)
        .transform_calculate(now="datum.fills[day]")
        .encode(color=alt.Color("now:N", scale=alt.Scale(domain=palette, range=palette), legend=None))
    )


def labels() -> alt.Chart:
    """The States' names."""
    rows = [{"name": name, "across": across, "up": up} for name, across, up in names()]
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_text(fontSize=10)
        .encode(longitude="across:Q", latitude="up:Q", text="name:N")
    )


@st.cache_resource
def chart() -> alt.LayerChart:
    """The map and its slider; the words of the day are its title."""
    params = [alt.param(name="day", value=0, bind=alt.binding_range(min=0, max=STEPS - 1, step=1, name="Day "))]
    found = alt.layer(shapes(), *([labels()] if WITH_CONTENT else []))
    if WITH_CONTENT:
        told = [words(number) for number in range(STEPS)]
        params += [alt.param(name=name, value=[getattr(one, name) for one in told]) for name in told[0]._fields]
        lines = ", ".join(f"{name}[day]" for name in told[0]._fields)
        found = found.properties(title=alt.TitleParams(text=alt.ExprRef(f"[{lines}]")))
    return (
        found.project(type="identity", reflectY=True)
        .properties(height=HEIGHT, usermeta={"embedOptions": {"renderer": "svg"}})
        .add_params(*params)
    )


st.set_page_config(layout="wide")
st.altair_chart(chart(), theme=None)

/* The marks on their way to the map's frame: from the page that heard of them to the script that draws them.
   They stand on the window as well, for a frame that is still loading. */
export function sendMarks(marks) {
  window.passageAtlasMarks = marks;
  if (window.passageAtlasFirst) window.passageAtlasFirst.show(marks, import.meta.url);
  for (const frame of document.querySelectorAll("iframe[title*=folium]")) {
    const drawing = frame.contentWindow && frame.contentWindow.PassageAtlas;
    if (drawing) drawing.show(marks);
  }
}

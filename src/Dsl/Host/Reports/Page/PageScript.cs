namespace Heed.Host;

/// <summary>The report's only script: reads a chart or a map at the pointer. The page says everything without it.</summary>
internal static class PageScript
{
    /// <summary>The script.</summary>
    public const string JavaScript = """
        (() => {
          const tip = document.body.appendChild(Object.assign(document.createElement('div'), { id: 'tip', hidden: true }));
          const show = (event, text) => {
            tip.textContent = text;
            tip.hidden = false;
            tip.style.left = Math.max(4, Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 4)) + 'px';
            tip.style.top = Math.max(4, event.clientY - tip.offsetHeight - 12) + 'px';
          };
          const watch = (element, read) => {
            element.addEventListener('pointermove', event => {
              const text = read(event);
              text ? show(event, text) : tip.hidden = true;
            });
            element.addEventListener('pointerleave', () => tip.hidden = true);
          };
          const range = text => text.split(' ').map(Number);
          const short = value => Number(value.toPrecision(4)).toString();

          for (const plot of document.querySelectorAll('.plot[data-x]')) {
            const [x0, x1] = range(plot.dataset.x), [y0, y1] = range(plot.dataset.y);
            const lines = [...plot.querySelectorAll('.line')].map(path => ({
              name: path.dataset.name,
              points: path.getAttribute('d').split(/[ML]/).slice(1).map(point => range(point)),
            }));
            watch(plot, event => {
              const box = plot.getBoundingClientRect();
              const at = (event.clientX - box.left) / box.width * 1000;
              const near = line => line.points.reduce((a, b) => Math.abs(b[0] - at) > Math.abs(a[0] - at) ? a : b);
              const step = Math.round(x0 + near(lines[0])[0] / 1000 * (x1 - x0));
              return ['step ' + step.toLocaleString('en'),
                ...lines.map(line => line.name + '  ' + short(y0 + (1 - near(line)[1] / 1000) * (y1 - y0)))].join('\n');
            });
          }

          for (const map of document.querySelectorAll('.map')) {
            const queries = map.closest('.heads').dataset.q.split('\t'), keys = map.closest('.heads').dataset.k.split('\t');
            const { left, top, cell, w } = map.dataset;
            const weights = atob(w);
            watch(map, event => {
              const box = map.getBoundingClientRect();
              const k = Math.floor((event.clientX - box.left - left) / cell), q = Math.floor((event.clientY - box.top - top) / cell);
              return queries[q] !== undefined ? keys[k] !== undefined
                ? queries[q] + ' → ' + keys[k] + '  ' + (weights.charCodeAt(q * keys.length + k) / 255).toFixed(2) : '' : '';
            });
          }
        })();
        """;
}

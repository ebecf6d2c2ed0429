namespace KerasLikeRnn.Models;

/// <summary>
/// Places for the boxes of a graph: in layers, each box below all from which arrows lead to it, and near these in its layer. An arrow
/// over several layers has a place in each.
/// </summary>
internal sealed class DotLayout
{
    private const double Between = 24, LayerDistance = 44;
    private const int Rounds = 12;

    private readonly List<List<Place>> layers = [];

    public DotLayout(IReadOnlyList<(string Name, double Breadth, double Depth)> boxes, IReadOnlyList<(string From, string To)> edges)
    {
        var places = boxes.ToDictionary(box => box.Name, box => new Place(box.Breadth, box.Depth));
        edges = [.. edges.Where(edge => places.ContainsKey(edge.From) && places.ContainsKey(edge.To))];
        foreach (var (name, _, _) in boxes) Rank(name);
        foreach (var place in places.Values) Put(place);
        Ways = [.. edges.Select(edge => Way(places[edge.From], places[edge.To]))];
        for (var round = 0; round < Rounds; round++) Arrange(round);
        Spread();
        Places = places;

        int Rank(string name) => places[name].Layer is var known and >= 0 ? known
            : places[name].Layer = edges.Where(edge => edge.To == name).Select(edge => Rank(edge.From) + 1).DefaultIfEmpty(0).Max();
    }

    /// <summary>The middle of each box: how far across, and how far along the arrows.</summary>
    public IReadOnlyDictionary<string, Place> Places { get; }

    /// <summary>The places that each arrow goes through, both ends included.</summary>
    public IReadOnlyList<Place[]> Ways { get; }

    private void Put(Place place)
    {
        while (layers.Count <= place.Layer) layers.Add([]);
        layers[place.Layer].Add(place);
    }

    private Place[] Way(Place from, Place to)
    {
        var way = new List<Place> { from };
        for (var layer = from.Layer + 1; layer < to.Layer; layer++)
        {
            var bend = new Place(4, 0) { Layer = layer };
            Put(bend);
            way.Add(bend);
        }
        way.Add(to);
        for (var i = 1; i < way.Count; i++)
        {
            way[i].Neighbours[0].Add(way[i - 1]);
            way[i - 1].Neighbours[1].Add(way[i]);
        }
        return [.. way];
    }

    /// <summary>Orders each layer by where its neighbours are, downwards and upwards in turn, and moves the boxes towards them.</summary>
    private void Arrange(int round)
    {
        var side = round % 2;
        foreach (var layer in side == 0 ? layers : Enumerable.Reverse(layers))
        {
            foreach (var place in layer)
                if (place.Neighbours[side].Count > 0) place.Across = place.Neighbours[side].Average(each => each.Across);
            var ordered = layer.OrderBy(place => place.Across).ToList();
            layer.Clear();
            layer.AddRange(ordered);
            Separate(layer);
        }
    }

    /// <summary>Moves boxes apart that are too near, the layer's middle staying where it is.</summary>
    private static void Separate(List<Place> layer)
    {
        var wanted = layer.Average(place => place.Across);
        for (var i = 1; i < layer.Count; i++)
            layer[i].Across = Math.Max(layer[i].Across, layer[i - 1].Across + (layer[i - 1].Breadth + layer[i].Breadth) / 2 + Between);
        var moved = layer.Average(place => place.Across) - wanted;
        foreach (var place in layer) place.Across -= moved;
    }

    private void Spread()
    {
        var left = layers.SelectMany(layer => layer).Select(place => place.Across - place.Breadth / 2).DefaultIfEmpty(0).Min();
        double along = 0;
        foreach (var layer in layers)
        {
            var depth = layer.Max(place => place.Depth);
            foreach (var place in layer) (place.Along, place.Across) = (along + depth / 2, place.Across - left);
            along += depth + LayerDistance;
        }
    }

    /// <summary>A box, or the bend of an arrow.</summary>
    internal sealed class Place(double breadth, double depth)
    {
        public double Breadth => breadth;

        public double Depth => depth;

        public int Layer { get; set; } = -1;

        public double Across { get; set; }

        public double Along { get; set; }

        /// <summary>Those before it, and those behind it.</summary>
        public List<Place>[] Neighbours { get; } = [[], []];
    }
}
